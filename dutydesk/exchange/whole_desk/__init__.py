"""A whole desk as a folder of plain TOML files, and a desk from such a folder."""
