"""Lines of many faces, printed and scanned, and the small network that reads them."""
