"""Rule packs: what laws, standards and guidance ask of a plan, and what in the plan answers it.

`rules/` holds the packs that come with the program, as data; a project's own stand in `plan_source/packs/`. A rule names
probes, looks at the plan's models that need no reading of words: `outline`, `organisation`, `response` and `paper` hold
them, `probes` lists them, `probes.yml` says in words what each looks for. `coverage` brings both together.
"""
