"""What was printed with a number and what came back: serials, print runs, reconciliation."""
