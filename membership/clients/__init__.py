"""Cards, consents, offices and the timeline."""
