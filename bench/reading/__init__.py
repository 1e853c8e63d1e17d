"""How well papers are read: types, pages, characters, and every field with what its confidence was worth."""
