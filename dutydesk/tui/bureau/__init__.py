"""The board of a bureau in the terminal."""
