"""Pixels → words: the port of a text recogniser and its adapters."""
