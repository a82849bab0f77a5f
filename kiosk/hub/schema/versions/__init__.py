"""One file a step of the schema; Alembic tells their order."""
