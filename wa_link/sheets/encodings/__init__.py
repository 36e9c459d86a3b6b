"""Detect the encoding of a text file, decode its lines, and suggest encodings to the user."""
