"""Cards: a QR code with its texts, in one language, laid out by a design such as `poster`."""
