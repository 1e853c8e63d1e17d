"""PAdES (EN 319 142-1): our CMS in a PDF revision that pyHanko writes."""
