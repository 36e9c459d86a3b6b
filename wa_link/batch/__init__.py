"""Links for the rows of a sheet, and the conversion of whole sheets.

Words of this package: the outcome of a row is its link (`Accepted`), or the reason why it gets none
(`Rejected`). An acceptor is a function that makes the link of one row. A chunk is a list of
consecutive rows that are converted together.
"""
