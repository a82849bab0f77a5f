"""`cubby hub ...`: run a hub, look at it, and keep its data."""

from __future__ import annotations

import argparse
import fcntl
import logging
import os
import socket
import ssl
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import psycopg

from kiosk.clock import SystemClock
from kiosk.hub import cluster, copies, serving
from kiosk.hub.checking import check_hub
from kiosk.hub.keys import client as signing
from kiosk.hub.keys import files as keys
from kiosk.hub.keys.client import SignerGone
from kiosk.hub.line import enrolling
from kiosk.hub.models.follower import TABLES
from kiosk.hub.nodes import Node
from kiosk.hub.people import secrets
from kiosk.hub.schema.upgrade import SchemaUnusable, upgrade
from kiosk.hub.settings import Hub, KeysDiffer, known
from kiosk.usage import hub as usage
from kiosk.wire.enrolment import is_kiosk_id

FIRST_PERSON: Final = "first"
_LOOPBACK: Final = frozenset({"127.0.0.1", "::1", "localhost"})
_ADDRESS: Final = "address"
_AUTHORITY: Final = "authority.pem"


class HubUnusable(Exception):  # noqa: N818  says what is the matter
    """The hub can't be run like this; the text is a sentence."""


_TOLD: Final = (
    HubUnusable,
    cluster.ClusterUnusable,
    SchemaUnusable,
    KeysDiffer,
    keys.HubKeysUnusable,
    copies.CopyUnusable,
    SignerGone,
)


def run(arguments: list[str]) -> int:
    """`cubby hub run`."""
    options = usage.run().parse_args(arguments)
    return _told("run", lambda: _run(options))


def _run(options: argparse.Namespace) -> int:
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s"
    )
    host, port = _listen_at(options.listen)
    tls = (Path(options.tls[0]), Path(options.tls[1])) if options.tls else None
    if tls is None and host not in _LOOPBACK:
        raise HubUnusable(
            f"Without a certificate the hub listens on this machine alone. Name one with --tls for {host}."
        )
    authority = _authority(tls[0]) if tls else ""
    data: Path = options.data
    with ExitStack() as stack:
        stack.enter_context(_owned(data))
        place = stack.enter_context(_closing(host, port))
        url = stack.enter_context(_database(data, options.database))
        upgrade(url)
        stack.enter_context(signing.running(data))
        address = options.address or _address(tls is not None, *place.getsockname()[:2])
        _keep(data, address, authority)
        hub = _hub(url, data)
        first = _first_person(url)

        def ready() -> None:
            print(f"Hub {hub.id} is running: {address}")
            if first:
                print(f'Sign in once as "{FIRST_PERSON}" with this password: {first}')
            sys.stdout.flush()

        serving.serve(Node(url, hub, SystemClock(), private_hooks=options.private_hooks), place, tls, ready)
    return 0


def check(arguments: list[str]) -> int:
    """`cubby hub check`."""
    options = usage.check().parse_args(arguments)

    def look() -> int:
        with _database(options.data, options.database) as url:
            findings = check_hub(url, options.data, options.json)
        return 1 if findings else 0

    return _told("check", look)


def rebuild(arguments: list[str]) -> int:
    """`cubby hub rebuild`: the models are emptied; whoever follows makes them anew."""
    options = usage.rebuild().parse_args(arguments)

    def empty() -> int:
        with _database(options.data, options.database) as url:
            rows = copies.rebuild(url, TABLES)
        print(f"All pages are made anew from {rows:,} rows.")
        return 0

    return _told("rebuild", empty)


def backup(arguments: list[str]) -> int:
    """`cubby hub backup`."""
    options = usage.backup().parse_args(arguments)

    def copy() -> int:
        with _database(options.data, options.database) as url:
            rows = copies.backup(url, options.data, options.to)
        print(f"{options.to} holds this hub, its keys and {rows:,} rows. Keep it where nobody else reads it.")
        return 0

    return _told("backup", copy)


def restore(arguments: list[str]) -> int:
    """`cubby hub restore`."""
    options = usage.restore().parse_args(arguments)

    def put_back() -> int:
        with _owned(options.data):
            keys_there = copies.unpack_keys(options.source, options.data)
            with _database(options.data, options.database) as url:
                incarnation = copies.restore(url, options.source)
        print(f"The hub is back, with {keys_there} keys, as incarnation {incarnation}.")
        print("Kiosks send again what is missing.")
        return 0

    return _told("restore", put_back)


def export(arguments: list[str]) -> int:
    """`cubby hub export`."""
    options = usage.export().parse_args(arguments)

    def write() -> int:
        with _database(options.data, options.database) as url:
            rows = copies.export(url, options.kiosk, options.to)
        print(f"{options.to} holds {rows:,} rows of {options.kiosk}.")
        return 0

    return _told("export", write)


def kiosk(arguments: list[str]) -> int:
    """`cubby hub kiosk add|approve`."""
    options = usage.kiosk().parse_args(arguments)
    return _told("kiosk", lambda: _add(options) if options.command == "add" else _approve(options))


def _add(options: argparse.Namespace) -> int:
    names: list[str] = options.name or [""] * len(options.id)
    if len(names) != len(options.id):
        raise HubUnusable("Say a name for each kiosk, or for none.")
    if not all(map(is_kiosk_id, options.id)):
        raise HubUnusable("A kiosk's id has letters, digits, dots, dashes and underlines, 64 at most.")
    with _database(options.data, options.database) as url:
        upgrade(url)
        hub = _hub(url, options.data)
        if not hub.address:
            raise HubUnusable("This hub has never run: start it once, so that its address is known.")
        codes = [enrolling.new_code(hub, kiosk) for kiosk in options.id]
        with psycopg.connect(url, options="-c search_path=hub") as connection:
            for code, name in zip(codes, names, strict=True):
                for statement in enrolling.ADD:
                    connection.execute(
                        statement,
                        {
                            "kiosk": code.kiosk,
                            "name": name,
                            "hash": enrolling.hashed(code.code),
                            "lives": enrolling.LIVES,
                            "by": _who(),
                        },
                    )
    for code in codes:
        print(code.text())
    return 0


def _approve(options: argparse.Namespace) -> int:
    import asyncio  # noqa: PLC0415  the one command that borrows a node's way

    from kiosk.hub.database import Database  # noqa: PLC0415

    if len(options.digits) != len(options.id):
        raise HubUnusable("Say the digits of each kiosk.")
    shown = list(zip(options.id, options.digits, strict=True))

    async def approve(url: str) -> list[str]:
        database = Database(url)
        try:
            return [k for k, digits in shown if await enrolling.approve(database, k, digits, _who())]
        finally:
            await database.close()

    with _database(options.data, options.database) as url:
        done = asyncio.run(approve(url))
    for kiosk in done:
        print(f"{kiosk} is enrolled.")
    for kiosk, digits in shown:
        if kiosk not in done:
            raise HubUnusable(f"No machine waits as {kiosk} with the digits {digits}.")
    return 0


def _told(name: str, what: Callable[[], int]) -> int:
    try:
        return what()
    except _TOLD as problem:
        print(f"cubby hub {name}: {problem}", file=sys.stderr)
    except psycopg.OperationalError as failure:
        print(f"cubby hub {name}: the database does not answer: {str(failure).strip()}", file=sys.stderr)
    except OSError as failure:
        print(
            f"cubby hub {name}: {failure.strerror or failure}: {failure.filename or ''}".rstrip(": "),
            file=sys.stderr,
        )
    except subprocess.CalledProcessError as failure:
        print(f"cubby hub {name}: {Path(failure.cmd[0]).name} failed: {failure.stderr}", file=sys.stderr)
    return 1


def _hub(url: str, data: Path) -> Hub:
    """The hub of this data folder, with the address at which it was last run."""
    found = known(url, data, keys.load(data, create=not (data / keys.FOLDER).exists()))
    address, authority = data / _ADDRESS, data / _AUTHORITY
    return Hub(
        *(found.id, found.incarnation, found.nonce_key, found.order_keys, found.sealing_key, data),
        address.read_text().strip() if address.exists() else "",
        authority.read_text() if authority.exists() else "",
    )


def _keep(data: Path, address: str, authority: str) -> None:
    (data / _ADDRESS).write_text(f"{address}\n")
    if authority:
        (data / _AUTHORITY).write_text(authority)
    else:
        (data / _AUTHORITY).unlink(missing_ok=True)


def _first_person(url: str) -> str:
    """The password of the first person, where there is nobody yet who has signed in; else empty."""
    password = secrets.one_time_password()
    with psycopg.connect(url, options="-c search_path=hub") as connection:
        anybody = connection.execute(
            "SELECT 1 FROM people WHERE NOT must_change OR name <> %s", [FIRST_PERSON]
        )
        if anybody.fetchone():
            return ""
        connection.execute(
            "INSERT INTO people (name, password, totp) VALUES (%s, %s, %s) ON CONFLICT (name) DO UPDATE"
            " SET password = excluded.password, totp = excluded.totp",
            [FIRST_PERSON, secrets.keep(password), secrets.new_totp()],
        )
    return password


@contextmanager
def _owned(data: Path) -> Iterator[None]:
    """One process runs a hub of a data folder."""
    data.mkdir(mode=0o755, parents=True, exist_ok=True)
    with (data / "hub.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise HubUnusable(f"A hub with the data in {data} is running already.") from None
        if not (data / keys.FOLDER).exists():
            keys.load(data, create=True)
        yield


@contextmanager
def _database(data: Path, named: str) -> Iterator[str]:
    """The database that was named, the cluster of a hub that runs here, or that cluster started for a
    while.
    """
    if named:
        yield named
        return
    own = cluster.url(data)
    try:
        psycopg.connect(own, connect_timeout=5).close()
    except psycopg.OperationalError:
        pass
    else:
        yield own
        return
    with cluster.running(data) as url:
        yield url


@contextmanager
def _closing(host: str, port: int) -> Iterator[socket.socket]:
    place = serving.listen(host, port)
    try:
        yield place
    finally:
        place.close()


def _listen_at(said: str) -> tuple[str, int]:
    host, _, port = said.rpartition(":")
    host = host.strip("[]")
    if not host or not port.isdigit() or int(port) > 65_535:
        raise HubUnusable(f"{said} is no HOST:PORT.")
    return host, int(port)


def _address(secure: bool, host: str, port: int) -> str:  # noqa: FBT001  what getsockname says follows it
    shown = f"[{host}]" if ":" in host else host
    return f"{'https' if secure else 'http'}://{shown}:{port}"


def _authority(certificate: Path) -> str:
    """The last certificate of the chain: what kiosks pin."""
    text = certificate.read_text()
    end = "-----END CERTIFICATE-----"
    parts = text.split("-----BEGIN CERTIFICATE-----")
    last = f"-----BEGIN CERTIFICATE-----{parts[-1].partition(end)[0]}{end}\n"
    try:
        ssl.PEM_cert_to_DER_cert(last)
    except ValueError:
        raise HubUnusable(f"{certificate} holds no certificate.") from None
    return last


def _who() -> str:
    return f"{os.environ.get('SUDO_USER') or os.environ.get('USER') or 'root'} at the command line"
