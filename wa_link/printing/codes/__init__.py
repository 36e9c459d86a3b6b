"""Files of single codes and cards: one, or a folder of them."""
