"""What Typst draws, made ready for printers and web pages."""
