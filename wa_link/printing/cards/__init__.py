"""Cards: a card is a QR code with texts in one language, in a design such as `poster`."""
