"""A squadron's month, made up: how fast it is covered, mended and explained."""
