"""Signatures judged by nobody's word: enumeration, cryptography, path, revocation and later changes (EN 319 102-1)."""
