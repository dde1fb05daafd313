"""Whose money is it: lines of the bank compared with invoices, with the reasons."""
