"""The development authority: everything works offline, and nothing of it has legal value."""
