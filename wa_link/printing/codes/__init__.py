"""Files of codes, bare or as cards: one file, or a folder of them."""
