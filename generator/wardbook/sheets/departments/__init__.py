"""What each department has of its own."""
