"""Step 5, first half: sheets become HTML, the same for paper and screen, and flows become
pictures."""
