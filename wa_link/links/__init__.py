"""Click-to-chat links: numbers and texts to URLs and back."""
