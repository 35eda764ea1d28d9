"""Rule packs: what laws, standards and guidance ask of a plan, and what in the plan answers it.

`packs/` holds the packs that come with the program, as data; a project's own stand in
`plan_source/packs/`. A rule names probes, looks at the plan's models that need no reading of words.
`probes/` holds them by subject and lists them in its `registry`; `probes.yml` says in words what
each looks for. `coverage` brings both together.
"""
