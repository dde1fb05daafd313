"""People who agreed to be found by name, and their works."""
