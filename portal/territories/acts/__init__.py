"""Acts on territories: what the state decided, as dated rows with their document."""
