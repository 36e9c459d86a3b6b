"""Encoder: turn a text into the dark and light modules of a QR symbol (ISO/IEC 18004)."""
