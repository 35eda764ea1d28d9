"""Plans in Word: drafted from files that people have, written for their leaders, and read back with
what these have written into them.

In: a file becomes pieces (`sources`), these a tree by their numbers and styles (`outline_tree`),
the tree a draft (`drafts`), the draft YAML (`plan_text`). Nothing is dropped: whatever does not go
into the draft stands in the account of the source with its reason.
"""
