"""Cards: their texts, languages and designs."""
