"""Questions, and the answers that are published."""
