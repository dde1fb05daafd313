"""Plans, orders and the terms that open access."""
