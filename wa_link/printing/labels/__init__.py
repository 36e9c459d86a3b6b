"""Labels on the pages of a label stock, as one PDF."""
