"""Steps 5 and 6 on paper: sheets become laid-out leaves, and leaves are bound into manuals."""
