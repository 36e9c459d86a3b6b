"""vCards (.vcf): address books with one row for each card."""
