"""Readers of vCard files (.vcf): address books, in which each card becomes one row of a sheet."""
