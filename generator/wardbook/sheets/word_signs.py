"""The signs that check words are made of."""

ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""Signs of check words: none looks like another, read aloud or written by hand."""
