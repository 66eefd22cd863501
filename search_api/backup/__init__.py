"""Backup and restore of a data directory: one archive with what cannot be made again, checked byte by byte."""
