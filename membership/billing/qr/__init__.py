"""Paying by a QR code in the app of a bank: an example of a fourth way for money to come."""
