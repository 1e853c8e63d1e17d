"""Strings become a person; a person is compared with the citizen register."""
