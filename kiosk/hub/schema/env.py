"""Alembic comes in here; the connection is handed to it by `upgrade.py`."""

from __future__ import annotations

from alembic import context

context.configure(
    connection=context.config.attributes["connection"],
    version_table_schema="hub",
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
