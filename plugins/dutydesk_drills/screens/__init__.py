"""The area of drills, and what is laid over it."""
