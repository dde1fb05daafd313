"""Deeds on many clients at once: seen first with whom they leave out and why."""
