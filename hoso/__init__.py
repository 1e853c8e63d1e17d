"""How the parts are joined: settings, wiring, command line."""
