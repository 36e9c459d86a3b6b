"""Renderers: a QR symbol becomes a PNG, an SVG or lines of a terminal."""
