"""Brings a database to the schema of this version, and looks where it is."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import psycopg
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

_ONE_AT_A_TIME: Final = 7_214_553
"""An advisory lock: two nodes that start together change the schema one after the other."""


class SchemaUnusable(Exception):  # noqa: N818  says what is the matter
    """The database is none that this hub can use; the text is a sentence."""


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config


def newest() -> str:
    """The revision that this version knows as its last."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    return found or ""


def standing(url: str) -> str:
    """The revision of the database; empty where it holds no hub. Raises psycopg.Error."""
    with psycopg.connect(url) as connection:
        there = connection.execute("SELECT to_regclass('hub.alembic_version') IS NOT NULL").fetchone()
        if there is None or not there[0]:
            return ""
        found = connection.execute("SELECT version_num FROM hub.alembic_version").fetchone()
        return str(found[0]) if found else ""


def upgrade(url: str) -> None:
    """To the newest revision. Raises SchemaUnusable where that can't be, psycopg.Error."""
    steps = ScriptDirectory.from_config(_config()).walk_revisions()
    known = {script.revision for script in steps}
    now = standing(url)
    if now and now not in known:
        raise SchemaUnusable(
            f"The database was made by a newer Cubby (revision {now}). Update this hub first."
        )
    if now == newest():
        return
    with psycopg.connect(url, autocommit=True) as guard:
        guard.execute("SELECT pg_advisory_lock(%s)", [_ONE_AT_A_TIME])
        guard.execute("CREATE SCHEMA IF NOT EXISTS hub")
        engine = create_engine("postgresql+psycopg://", creator=lambda: psycopg.connect(url))
        try:
            with engine.connect() as connection:
                config = _config()
                config.attributes["connection"] = connection
                command.upgrade(config, "head")
                connection.commit()
        finally:
            engine.dispose()
