"""Send a template message to the people of a sheet who agreed to it, and keep the ledger."""
