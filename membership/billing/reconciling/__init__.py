"""Comparing a period with the provider's own books."""
