"""What a plan is held against from outside: rule packs, and what people have confirmed."""
