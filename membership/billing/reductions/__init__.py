"""What is taken off a paid invoice, because less was used than was paid for."""
