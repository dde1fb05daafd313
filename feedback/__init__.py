"""What clients tell us."""
