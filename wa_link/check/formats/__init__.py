"""Formats of the output of `wa-link check`: text, JSON, commands of GitHub Actions, and SARIF."""
