"""The plan of a term: sessions of topics placed where the people of a group can come."""
