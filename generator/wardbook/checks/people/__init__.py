"""Posts and departments: who acts, who stands in, who can be reached, by day and at night."""
