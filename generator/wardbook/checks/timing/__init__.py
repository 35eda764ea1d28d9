"""Times: deadlines, what goes stale, drills."""
