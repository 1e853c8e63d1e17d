"""Time stamps (RFC 3161)."""
