"""A bureau of many desks in one PostgreSQL: its board, its feeds, its months, and how they grow."""
