"""Campaigns: one goal, many clients, people who call, write and visit, and what came of it."""
