"""The host's own areas; each is imported when it is first opened."""
