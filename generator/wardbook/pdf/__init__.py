"""Steps 5 and 6: sheets become HTML, site pages and laid-out leaves, and leaves are bound into
manuals."""
