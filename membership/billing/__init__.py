"""Invoices, payments and their papers."""
