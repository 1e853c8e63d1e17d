"""Figures of many faces, drawn and scanned, and the small network that tells them apart."""
