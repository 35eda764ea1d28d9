"""References, ids, outlines, trees: what makes a plan whole."""
