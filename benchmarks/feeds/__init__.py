"""The feeds of a large school: how fast they are made, made again, and served."""
