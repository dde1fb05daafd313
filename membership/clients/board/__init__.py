"""The board of tasks: what the staff have to do, by day."""
