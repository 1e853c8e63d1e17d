"""Synthetic dossiers: invented people on drawn papers, scanned badly, with the truth beside them. Nobody in them lives."""
