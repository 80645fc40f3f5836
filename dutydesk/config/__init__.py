"""Reading and writing the TOML of a desk."""
