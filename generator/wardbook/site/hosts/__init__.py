"""Hosts: each writes the site of one language, with a frame, navigation and search of its own
around the same pages."""
