"""Tests of the commands of `wa-link business`, with a fake of Meta's server."""
