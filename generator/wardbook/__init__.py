"""Wardbook: emergency plans of information systems, from YAML to an offline bilingual site and
printed manuals.

Each step takes the frozen output of the steps before it:

1. read      plan      files → plain data, every scalar as text with its place
2. load      plan      plain data → `Project`, frozen typed models indexed by id
3. check     checks    `Project` → findings
4. view      sheets    `Project` for an audience and a language → sheets
5. render    html, site, pdf   sheets → HTML → site pages and laid-out PDF pages
6. bind      pdf       laid-out pages → manuals, cards, forms
7. publish   build     staged output → `build/` in one atomic step, with a manifest

`commands` tells the story, a module a command; `build.steps` deals steps 5 and 6 to the workers;
`cli` turns arguments into `Options`."""

__version__ = "0.1.0"
