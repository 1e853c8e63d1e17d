"""Reports of verdicts for people and for other programs, signed by the agency."""
