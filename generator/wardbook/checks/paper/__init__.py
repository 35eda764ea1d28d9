"""What is printed: cards, forms, labels, figures, copies, records, numbers, prices."""
