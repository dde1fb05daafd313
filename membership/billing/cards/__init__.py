"""Cards that payers agreed to keep at the provider, and charges of them without the payer."""
