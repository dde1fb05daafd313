"""The first page and the plain pages about the portal."""
