"""Words of many faces with the marks of Vietnamese, drawn and scanned, and the small network that tells these apart."""
