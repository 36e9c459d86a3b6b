"""Print many labels on pages of label paper, as one PDF."""
