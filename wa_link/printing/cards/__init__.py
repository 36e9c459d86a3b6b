"""Cards: a QR code with its texts, in a language and a design."""
