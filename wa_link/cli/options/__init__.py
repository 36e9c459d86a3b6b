"""Options that several commands share, and the command class that reads them."""
