"""Accounts of those who review and administer: passwords, sessions, limits. Reading needs none of it."""
