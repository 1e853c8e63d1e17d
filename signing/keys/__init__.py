"""Keys by URI, and the port through which everything else signs."""
