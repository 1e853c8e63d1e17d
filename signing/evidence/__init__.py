"""Evidence records (RFC 4998): one time stamp proves many objects, and is renewed before it weakens."""
