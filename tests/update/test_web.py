"""From a web address: what is there comes, what is not is told, and a server that cuts short is noticed."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from kiosk.custody.machine.updates import UpdateFault
from kiosk.update.refusal import NoUpdate
from tests.update.world import Machine, Operator


class _Quiet(SimpleHTTPRequestHandler):
    """`asked`: the paths, in their order."""

    asked: list[str]

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  as its parent has it
        pass

    def do_GET(self) -> None:
        self.asked.append(self.path)
        super().do_GET()


@contextmanager
def _served(folder: Path) -> Iterator[tuple[str, list[str]]]:
    asked: list[str] = []
    handler = type("_Handler", (_Quiet,), {"asked": asked})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_an_update_from_the_web(operator: Operator, machine: Machine) -> None:
    with _served(operator.repository) as (address, asked):
        machine.updating(address).fetch()
        assert any(path.startswith("/patches/manifests/") for path in asked)
        assert not any(path.startswith("/targets/") for path in asked)
        asked.clear()
        machine.updating(address).fetch()
        assert asked == ["/metadata/2.root.json", "/metadata/timestamp.json"]
    machine.updating(machine.installation.fetched).apply()
    assert machine.launches().stdout == "0.2.0 run\n"


def test_a_server_that_lacks_what_it_lists(operator: Operator, machine: Machine) -> None:
    for folder in ("patches", "blobs"):
        (operator.repository / folder).rename(operator.folder / folder)
    with (
        _served(operator.repository) as (address, _),
        pytest.raises(NoUpdate, match="answers 404") as refused,
    ):
        machine.updating(address).fetch()
    assert refused.value.fault is UpdateFault.NO_ANSWER


def test_nobody_listens(machine: Machine) -> None:
    with pytest.raises(NoUpdate, match="can't be fetched") as refused:
        machine.updating("http://127.0.0.1:9/releases/").fetch()
    assert refused.value.fault is UpdateFault.NO_ANSWER
