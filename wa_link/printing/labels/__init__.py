"""Labels on the pages of a stock."""
