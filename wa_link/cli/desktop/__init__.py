"""Programs of the desktop: the clipboard and the browser."""
