"""The user's own defaults of options: configuration files and environment variables."""
