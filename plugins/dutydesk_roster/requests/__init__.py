"""Leave and swaps that people ask for, what comes of them, and shifts taken in an emergency."""
