"""Results, notes, progress and the report at the end of a command."""
