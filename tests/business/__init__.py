"""Tests of the Business Platform, without Meta: a fake server, and Prism with Meta's schema."""
