"""A drill while it runs: what was noted when, what comes next, and putting it right afterwards."""
