"""Drawings of Typst, finished for printers and web pages."""
