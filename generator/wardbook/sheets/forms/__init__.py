"""Paper forms, and the way back into the system."""
