"""Signing and judging beside pyHanko's own calls: ``sign`` and ``judge`` are modules of this package."""
