"""Spreadsheets of clients: taken out, edited, brought back, and taken back again."""
