"""Find, judge and fix WhatsApp links in texts and files of any kind."""
