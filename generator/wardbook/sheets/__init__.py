"""Step 4: the project, filtered for an audience, in one language → sheets that need only be set.

`kinds` is the table of kinds of sheets. What makes them stands in the folders here and is found
there (`making`); a view stands beside the function that makes it.
"""
