"""Probes: looks at the plan that may meet a rule, a module a subject."""
