"""QR symbols to PNG, SVG and terminals."""
