"""Opening a desk over SSH: what the server needs for it, and whether a server has it."""
