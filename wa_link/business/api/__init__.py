"""The connection to Meta: the token, requests and their repetition, and codes of errors."""
