"""Registers: small tables of what a school's security keeps account of, each described by one TOML file."""
