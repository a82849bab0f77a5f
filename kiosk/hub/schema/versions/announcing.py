"""Machines remember what was announced last: the order that a row names after it is whose parcel that is."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Kiosks write the announcement first and its order after it, both in one transaction."""
    op.execute("ALTER TABLE hub.machines ADD COLUMN announced text NOT NULL DEFAULT ''")
    op.execute("ALTER TABLE hub.machines ADD COLUMN announced_seq bigint NOT NULL DEFAULT 0")
    op.execute("ALTER TABLE hub.machines DROP COLUMN order_open")
