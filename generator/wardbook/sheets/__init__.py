"""Step 4: the project, filtered for an audience, in one language → sheets that only need to be set in type."""
