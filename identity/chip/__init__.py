"""The card's chip as a dump of its files: what it says, and whether its signer vouches for it."""
