"""Statements of the bank: read, matched with invoices for reasons that can be seen, booked."""
