"""Renderers: draw a QR symbol as PNG, as SVG, or as lines of text in a terminal."""
