"""WhatsApp links: build the URL for a number and a text, parse a URL, and explain a URL."""
