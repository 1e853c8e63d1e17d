"""What the project measures of itself: one command each."""
