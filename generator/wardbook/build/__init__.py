"""Step 7 and what a build runs on: jobs, cache, lock, publishing, manifest."""
