"""Files → pages: what a file is by its content, and the picture of each of its pages, within limits."""
