"""Where entries are kept and found."""
