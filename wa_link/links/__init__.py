"""WhatsApp links: build a URL from a number and a text, parse one, and explain one."""
