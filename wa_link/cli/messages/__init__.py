"""What a command prints: results, notes, progress and the report at its end."""
