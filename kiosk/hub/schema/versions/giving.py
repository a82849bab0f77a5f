"""Orders that nobody was given yet are found at once: a node looks for them while kiosks wait."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """One small index in place of a look of each waiting kiosk."""
    op.execute("CREATE INDEX orders_to_give ON hub.orders (kiosk) WHERE given IS NULL AND signed IS NOT NULL")
