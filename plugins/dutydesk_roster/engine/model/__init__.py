"""The month as linear rows over 0-or-1 variables, which any solver of such rows can search."""
