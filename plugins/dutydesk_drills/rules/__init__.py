"""Rules for drills: packs of them, the stretches of time they speak of, and how each stands."""
