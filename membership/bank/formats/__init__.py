"""Statement files of banks: each module reads one format into the same rows."""
