"""Encoder: data becomes the modules of a QR symbol (ISO/IEC 18004)."""
