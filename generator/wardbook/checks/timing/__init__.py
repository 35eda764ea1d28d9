"""Times: when steps start, what they wait for, drills, what grows old."""
