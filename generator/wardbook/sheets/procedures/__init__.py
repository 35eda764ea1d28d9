"""Steps: procedures, their flows, and the action cards made of them."""
