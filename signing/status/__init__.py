"""Whether certificates are revoked, asked when something is signed, and the answers kept with the signature."""
