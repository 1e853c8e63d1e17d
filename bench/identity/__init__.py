"""How sure identification is and how fast: cards, codes, zones, forgeries, impostors, weights, the register."""
