"""Pages become words, words become documents, documents become fields."""
