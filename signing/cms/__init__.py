"""CMS (RFC 5652) built in DER, byte by byte."""
