"""Measuring a page's picture and making it ready to be read; every step is chosen by what was measured."""
