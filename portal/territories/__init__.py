"""The register of territories and its lineage."""
