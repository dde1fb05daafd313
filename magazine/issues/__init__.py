"""Issues and articles of the magazine."""
