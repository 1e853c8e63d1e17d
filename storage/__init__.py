"""Object store, archived package, dossier register, transparency log, search."""
