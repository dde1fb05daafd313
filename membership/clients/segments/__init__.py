"""Segments: conditions on clients as data, compiled to one query."""
