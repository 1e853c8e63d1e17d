"""The citizen register as a port, and its adapters."""
