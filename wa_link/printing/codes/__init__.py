"""Draw QR codes as PNG, SVG or PDF: one code, or a folder of codes.

A bare code is only the QR code. A card is a QR code with texts, such as a title.
"""
