"""Lexgap."""
