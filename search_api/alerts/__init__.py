"""Saved searches and gap cells: what is new in them is sent by e-mail or to a web address."""
