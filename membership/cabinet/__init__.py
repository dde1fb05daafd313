"""The member's own room."""
