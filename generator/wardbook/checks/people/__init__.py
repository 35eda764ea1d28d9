"""Posts and departments: who acts, who stands in, who is there at night."""
