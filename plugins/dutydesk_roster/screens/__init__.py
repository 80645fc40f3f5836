"""The roster in the terminal."""
