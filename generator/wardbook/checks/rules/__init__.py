"""What a plan is held against from outside, and what it has decided to live with."""
