"""Disputes: the owner of a card tells her bank that a payment was not right."""
