"""The terminal of a desk, run as people run it, and what it costs: time, bytes on the line, memory."""
