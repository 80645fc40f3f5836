"""Finding plugins, deciding whether to trust them, and calling their hooks."""
