"""Words: both languages, numbers, names, characters that print."""
