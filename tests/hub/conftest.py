"""One PostgreSQL a session of tests, a database and a node a test."""

from __future__ import annotations

import asyncio
import itertools
import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest
import uvicorn

from kiosk.clock import FakeClock, SystemClock
from kiosk.hub import cluster, serving
from kiosk.hub.keys import client, files
from kiosk.hub.nodes import Node
from kiosk.hub.schema.upgrade import upgrade
from kiosk.hub.settings import known
from tests.hub.world import Site, World

_FAST = "fsync = off\nsynchronous_commit = off\nfull_page_writes = off\nmax_connections = 120\n"
_numbers = itertools.count()


@pytest.fixture(scope="session")
def site() -> Iterator[Site]:
    # Not in pytest's own folder, into which PostgreSQL's user could not look.
    folder = Path(tempfile.mkdtemp(prefix="cubby-hub-"))
    folder.chmod(0o755)
    with ExitStack() as stack:
        stack.callback(shutil.rmtree, folder)
        files.load(folder, create=True)
        url = stack.enter_context(cluster.running(folder, _FAST))
        stack.enter_context(client.running(folder))
        upgrade(url)
        yield Site(folder, url)


@pytest.fixture
def database(site: Site) -> Iterator[str]:
    """A hub's database of its own; its URL."""
    name = f"test_{next(_numbers)}"
    server = cluster.url(site.data, "postgres")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} TEMPLATE {cluster.DATABASE}")
    yield cluster.url(site.data, name)
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def world(site: Site, database: str) -> Iterator[World]:
    """A node that answers on loopback."""
    place = serving.listen("127.0.0.1", 0)
    hub = known(database, site.data, files.load(site.data, create=False))
    host, port = place.getsockname()
    made = World(hub, database, (host, port), FakeClock(SystemClock().now()))
    server = uvicorn.Server(
        uvicorn.Config(
            Node(database, made.hub, made.clock, private_hooks=True).app,
            http="h11",
            ws="none",
            log_config=None,
            access_log=False,
            timeout_graceful_shutdown=1,
        )
    )
    thread = threading.Thread(target=lambda: asyncio.run(server.serve(sockets=[place])), name="hub")
    thread.start()
    yield made
    server.should_exit = True
    thread.join()
    place.close()
