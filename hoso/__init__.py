"""How the parts are joined: settings, wiring, command line."""

import gc

# Importing all of it makes half a million objects that stay, and a page's words some ten thousand more: at the default
# threshold the collector would look through them hundreds of times, a quarter of every start.
gc.set_threshold(20_000, 20, 50)
