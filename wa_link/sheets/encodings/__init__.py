"""Encodings of text files: how they are detected, decoded and suggested."""
