"""Editions: what was printed, what differs between two states of a plan, and whom that concerns."""
