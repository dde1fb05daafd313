"""Bodies that people serve in, offered before anyone registers."""
