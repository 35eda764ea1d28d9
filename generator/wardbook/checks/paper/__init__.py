"""What is printed: cards, forms, figures, copies, numbers."""
