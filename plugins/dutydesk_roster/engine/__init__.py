"""The roster engine: a problem in, a solution out; it knows no store and no terminal."""
