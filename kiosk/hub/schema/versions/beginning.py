"""The tables as they were first made; the SQL is beside this file."""

from __future__ import annotations

from pathlib import Path

from alembic import op
from sqlalchemy.engine import Connection

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make them."""
    bind: Connection = op.get_bind()
    driver = bind.connection.driver_connection
    if driver is None:
        raise RuntimeError("the migration has no connection")
    # Past SQLAlchemy, which would read the percent signs of functions as its own.
    driver.execute(Path(__file__).with_suffix(".sql").read_text("utf-8"))
