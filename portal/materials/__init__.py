"""What others made and a municipality can use: guides, templates, presentations, video lessons."""
