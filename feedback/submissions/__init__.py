"""Practices sent in by members, and their review."""
