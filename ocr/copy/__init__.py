"""Documents → PDF/A-2u: the scan as it is, the words that were read under it."""
