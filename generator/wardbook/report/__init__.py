"""Findings and progress as text, JSON, GitHub annotations and SARIF, in each language."""
