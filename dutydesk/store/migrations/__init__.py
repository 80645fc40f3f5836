"""Alembic revisions, one folder an owner of tables."""
