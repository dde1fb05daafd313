"""What people attend."""
