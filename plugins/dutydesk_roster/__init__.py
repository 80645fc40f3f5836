"""Guard rosters: posts, shifts, demand, assignments."""
