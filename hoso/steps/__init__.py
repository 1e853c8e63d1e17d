"""The steps of the path, one file each: how the rooms are joined for one dossier."""
