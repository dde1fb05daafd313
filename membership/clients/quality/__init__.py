"""What is wrong in the base, in the order of what it keeps from being done."""
