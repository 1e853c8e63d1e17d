"""One module per paper: how it is laid out, and the truth about what was filled in."""
