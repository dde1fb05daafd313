"""How dates and numbers are written where the framework has it wrong."""
