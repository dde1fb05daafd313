"""The fifteen topics that gather all content."""
