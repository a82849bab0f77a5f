"""Backups of a hub, putting one back, exports of one kiosk's rows, and models made anew."""

from __future__ import annotations

import io
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import psycopg

from kiosk.hub import cluster
from kiosk.hub.keys.files import FOLDER

_DUMP: Final = "hub.dump"
_SEARCH: Final = "-c search_path=hub"


class CopyUnusable(Exception):  # noqa: N818  says what is the matter
    """A backup can't be made or put back; the text is a sentence."""


def backup(url: str, data: Path, to: Path) -> int:
    """One file with the database and the keys, mode 0600; how many rows it holds. Never over another file."""
    if to.exists():
        raise CopyUnusable(f"{to} is there already. Choose another name.")
    with tempfile.TemporaryDirectory(dir=to.absolute().parent) as folder:
        dump = Path(folder) / _DUMP
        _call("pg_dump", "-Fc", "-n", "hub", "-d", url, "-f", str(dump))
        unfinished = Path(folder) / "whole"
        handle = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file, tarfile.open(fileobj=file, mode="w") as archive:
            archive.add(dump, _DUMP)
            archive.add(data / FOLDER, FOLDER)
        unfinished.rename(to)
    with psycopg.connect(url, options=_SEARCH) as connection:
        return _count(connection)


def unpack_keys(source: Path, data: Path) -> int:
    """The keys of a backup into the data folder; how many. Raises CopyUnusable where other keys are there."""
    folder = data / FOLDER
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _archive(source) as archive:
        members = [one for one in archive.getmembers() if one.isfile() and one.name.startswith(f"{FOLDER}/")]
        for member in members:
            file = archive.extractfile(member)
            path = folder / Path(member.name).name
            path.unlink(missing_ok=True)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "wb") as made:
                made.write(file.read() if file else b"")
    return len(members)


def restore(url: str, source: Path) -> int:
    """The database of a backup into an empty one; the new incarnation, one more than the backup's.

    Kiosks then take no order before they have the signed word that a person put the hub back, and send again
    what came after the backup.
    """
    with psycopg.connect(url) as connection:
        found = connection.execute("SELECT to_regclass('hub.hub') IS NOT NULL").fetchone()
        if found and found[0]:
            raise CopyUnusable("The database holds a hub already. Put a backup into an empty one.")
        for role, more in (("cubby_ingest", "BYPASSRLS"), ("cubby_principal", "")):
            if connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone() is None:
                connection.execute(f"CREATE ROLE {role} NOLOGIN {more}")
    with tempfile.TemporaryDirectory() as folder, _archive(source) as archive:
        try:
            file = archive.extractfile(_DUMP)
        except KeyError:
            raise CopyUnusable(f"{source} is no backup of a hub.") from None
        dump = Path(folder) / _DUMP
        dump.write_bytes(file.read() if file else b"")
        _call("pg_restore", "--exit-on-error", "-d", url, str(dump))
    with psycopg.connect(url, options=_SEARCH) as connection:
        made = connection.execute(
            "UPDATE hub SET incarnation = incarnation + 1 RETURNING incarnation"
        ).fetchone()
        connection.execute("UPDATE orders SET outcome = 'expired', ended = now() WHERE outcome = ''")
        # Transactions are numbered anew in another cluster: all followers begin again, or not at all.
        connection.execute("UPDATE rows SET xid = pg_current_xact_id()")
        connection.execute("UPDATE followers SET xid = '0', id = 0")
        connection.execute(
            "UPDATE subscriptions SET xid = pg_current_xact_id(), row_id = 9223372036854775807"
        )
        return int(made[0]) if made else 0


def rebuild(url: str, tables: Sequence[str]) -> int:
    """Empty the models; whoever follows makes them anew. How many rows there are."""
    with psycopg.connect(url, options=_SEARCH) as connection:
        connection.execute("SELECT FROM followers FOR UPDATE")
        for table in tables:
            connection.execute(f"DELETE FROM {table}")
        connection.execute("UPDATE followers SET xid = '0', id = 0")
        return _count(connection)


def export(url: str, kiosk: str, to: Path) -> int:
    """The rows of a kiosk, one a line as `cubby journal export` has them; how many."""
    if to.exists():
        raise CopyUnusable(f"{to} is there already. Choose another name.")
    written = 0
    with psycopg.connect(url, options=_SEARCH) as connection, connection.cursor(name="export") as cursor:
        cursor.execute("SELECT hash, row FROM rows WHERE kiosk = %s ORDER BY epoch, seq", [kiosk])
        with to.open("xb") as file:
            for hashed, row in cursor:
                file.write(b'{"hash":%b,"row":%b}\n' % (json.dumps(bytes(hashed).hex()).encode(), bytes(row)))
                written += 1
    if not written:
        to.unlink()
        raise CopyUnusable(f"There are no rows of a kiosk {kiosk}.")
    return written


def _archive(source: Path) -> tarfile.TarFile:
    try:
        return tarfile.open(fileobj=io.BytesIO(source.read_bytes()))
    except tarfile.TarError:
        raise CopyUnusable(f"{source} is no backup of a hub.") from None


def _call(name: str, *arguments: str) -> None:
    command = (cluster.binaries()[name], *arguments)
    subprocess.run(command, check=True, capture_output=True, text=True)


def _count(connection: psycopg.Connection[tuple[object, ...]]) -> int:
    found = connection.execute("SELECT count(*) FROM rows").fetchone()
    return int(str(found[0])) if found else 0
