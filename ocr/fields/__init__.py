"""From the words of a sorted document to its fields."""
