"""Card providers. Each is one module that speaks to one provider and to nothing else of ours."""
