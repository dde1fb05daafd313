"""Where a verified member says that her municipality takes a practice over."""
