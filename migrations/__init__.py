"""Migrations of the schema, by the ORM; `board/migrate.py` runs them."""
