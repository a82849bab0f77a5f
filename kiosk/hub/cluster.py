"""The hub's own PostgreSQL: a cluster in its data folder that listens on a Unix socket and nowhere else."""

from __future__ import annotations

import ctypes
import os
import pwd
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psycopg

USER: Final = "cubby"
DATABASE: Final = "cubby"
_NAME: Final = "postgres"
_VERSIONS: Final = Path("/usr/lib/postgresql")
_LONGEST_SOCKET: Final = 90
_PDEATHSIG: Final = 1
_STARTS_WITHIN: Final = 60.0
_NO_SUPERUSER: Final = ("postgres", "nobody")
_SETTINGS: Final = """
listen_addresses = ''
unix_socket_permissions = 0700
max_connections = 60
shared_buffers = 64MB
max_wal_size = 256MB
min_wal_size = 32MB
timezone = 'UTC'
log_timezone = 'UTC'
"""


class ClusterUnusable(Exception):  # noqa: N818  says what is the matter
    """The hub's own database can't be made or started; the text is a sentence for whoever started it."""


@dataclass(frozen=True, slots=True)
class Binaries:
    """Where PostgreSQL's programs are."""

    folder: Path

    def __getitem__(self, name: str) -> str:
        return str(self.folder / name)


def binaries() -> Binaries:
    """Those that `pg_config` names, else the newest of Debian's. Raises ClusterUnusable."""
    found = [path for path in _VERSIONS.glob("*/bin") if (path / "initdb").exists()]
    config = shutil.which("pg_config")
    if config:
        said = subprocess.run(
            (config, "--bindir"), capture_output=True, text=True, check=False
        ).stdout.strip()
        if said and (Path(said) / "initdb").exists():
            return Binaries(Path(said))
    if not found:
        raise ClusterUnusable(
            "PostgreSQL is not installed. Install the package postgresql, or name a database with --database."
        )
    return Binaries(max(found, key=lambda path: [int(n) for n in path.parent.name.split(".") if n.isdigit()]))


def url(data: Path, database: str = DATABASE) -> str:
    """How the cluster in `data` is reached."""
    return f"host={_socket(data)} user={USER} dbname={database}"


@contextmanager
def running(data: Path, extra: str = "") -> Iterator[str]:
    """The cluster in `data`, made where there is none, for as long as the block lasts; its URL.

    It ends with the block, and with this process, however that ends. `extra`: more lines of settings, taken
    when it is made. Raises ClusterUnusable.
    """
    programs, user = binaries(), _user()
    folder = data / _NAME
    _make(programs, data, folder, user, extra)
    server = _start(programs, data, folder, user)
    try:
        _await(server, data)
        yield url(data)
    finally:
        _stop(server)


def _user() -> pwd.struct_passwd | None:
    """Who runs it: whoever runs the hub, or, as root, a user without rights."""
    if os.geteuid() != 0:
        return None
    for name in _NO_SUPERUSER:
        with suppress(KeyError):
            return pwd.getpwnam(name)
    raise ClusterUnusable("PostgreSQL refuses to run as root, and this machine has no user for it.")


def _socket(data: Path) -> Path:
    return (data / "socket").absolute()


def _as(user: pwd.struct_passwd | None) -> Callable[[], None]:
    """What the child does before it becomes PostgreSQL: end with us, and be nobody else than `user`."""
    libc = ctypes.CDLL(None)

    def prepare() -> None:
        if user is not None:
            os.setgroups([])
            os.setgid(user.pw_gid)
            os.setuid(user.pw_uid)
        libc.prctl(_PDEATHSIG, signal.SIGINT)

    return prepare


def _make(programs: Binaries, data: Path, folder: Path, user: pwd.struct_passwd | None, extra: str) -> None:
    socket = _socket(data)
    if len(str(socket)) > _LONGEST_SOCKET:
        raise ClusterUnusable(f"The path {data} is too long for a Unix socket. Choose a shorter one.")
    data.mkdir(mode=0o755, parents=True, exist_ok=True)
    for place in (folder, socket):
        place.mkdir(mode=0o700, exist_ok=True)
        if user is not None:
            os.chown(place, user.pw_uid, user.pw_gid)
    if user is not None:
        _reachable(folder, user)
    if (folder / "PG_VERSION").exists():
        return
    command = (
        *(programs["initdb"], "-D", str(folder), "-U", USER, "-A", "trust", "-E", "UTF8"),
        *("--locale=C.UTF-8", "--data-checksums", "--no-instructions"),
    )
    made = subprocess.run(command, capture_output=True, text=True, check=False, preexec_fn=_as(user))
    if made.returncode:
        shutil.rmtree(folder, ignore_errors=True)
        raise ClusterUnusable(f"PostgreSQL could not make its files in {folder}: {_last(made.stderr)}")
    with (folder / "postgresql.conf").open("a") as settings:
        settings.write(_SETTINGS + extra)


def _reachable(folder: Path, user: pwd.struct_passwd) -> None:
    for parent in folder.absolute().parents:
        state = parent.stat()
        bits = 0o100 if state.st_uid == user.pw_uid else 0o010 if state.st_gid == user.pw_gid else 0o001
        if not state.st_mode & bits:
            raise ClusterUnusable(
                f"The user {user.pw_name}, who runs PostgreSQL, can't enter {parent}. "
                f"Allow it (chmod o+x {parent}), or choose another folder."
            )


def _start(
    programs: Binaries, data: Path, folder: Path, user: pwd.struct_passwd | None
) -> subprocess.Popen[bytes]:
    with (data / "postgres.log").open("ab") as log:
        return subprocess.Popen(
            (programs["postgres"], "-D", str(folder), "-k", str(_socket(data))),
            stdout=log,
            stderr=log,
            stdin=subprocess.DEVNULL,
            preexec_fn=_as(user),  # noqa: PLW1509  it forks before any thread of the hub runs
            cwd="/",
        )


def _await(server: subprocess.Popen[bytes], data: Path) -> None:
    """Until it answers, with a database of ours in it."""
    import time  # noqa: PLC0415  waiting is nobody else's business here

    ends = time.monotonic() + _STARTS_WITHIN
    while True:
        try:
            with psycopg.connect(url(data, "postgres"), autocommit=True, connect_timeout=5) as connection:
                known = "SELECT 1 FROM pg_database WHERE datname = %s"
                if connection.execute(known, [DATABASE]).fetchone() is None:
                    connection.execute(f"CREATE DATABASE {DATABASE}")
                return
        except psycopg.OperationalError as failure:
            over = server.poll() is not None
            if over or time.monotonic() > ends:
                _stop(server)
                why = _last((data / "postgres.log").read_text(errors="replace")) if over else str(failure)
                raise ClusterUnusable(f"PostgreSQL in {data} does not start: {why}") from None
            time.sleep(0.05)


def _stop(server: subprocess.Popen[bytes]) -> None:
    if server.poll() is None:
        server.send_signal(signal.SIGINT)
        try:
            server.wait(60)
        except subprocess.TimeoutExpired:
            server.send_signal(signal.SIGQUIT)
            server.wait()


def _last(text: str) -> str:
    lines = [line for line in text.splitlines() if line.strip()]
    return lines[-1].strip() if lines else "it says nothing"
