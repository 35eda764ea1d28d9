"""Search in one language's pages: what is found by which words, and in which order."""
