"""Keep a short link for each row of a sheet: read the rows, plan, and carry out the plan."""
