"""Whoever answers in the place of the hub, however: nothing is believed, nothing hangs, nothing is lost."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.custody.link.words import LinkWord
from kiosk.link.budget import HABITS, Budget, Traffic
from kiosk.link.caller import Caller, HubSilent, SomethingBetween, place_of
from kiosk.link.pacing import Jitter
from kiosk.site.parts.link import Profile
from kiosk.wire import names
from tests.link.hub import Answer, FakeHub
from tests.link.rig import linked

PORTAL = Answer(200, raw=b"<html>Welcome to the shopping centre</html>", headers={names.NONCE: ""})
REDIRECT = Answer(302, raw=b"", headers={"Location": "http://portal.example/", names.NONCE: ""})
BUSY = Answer(503, {"why": "later"}, headers={"Retry-After": "7"})
UNKNOWN = Answer(403, {"why": "who are you?"})


@pytest.mark.parametrize(
    ("answer", "word"),
    [
        (PORTAL, LinkWord.PORTAL),
        (REDIRECT, LinkWord.PORTAL),
        (BUSY, LinkWord.BUSY),
        (UNKNOWN, LinkWord.UNKNOWN),
    ],
)
def test_what_answers_in_the_place_of_the_hub_is_shown_and_survived(
    tmp_path: Path, answer: Answer, word: LinkWord
) -> None:
    with FakeHub() as hub, linked(tmp_path, hub) as kiosk:
        hub.until(lambda h: bool(h.held()))
        hub.fault = lambda _asked, _act: answer
        kiosk.writes(3)
        kiosk.is_(word)
        hub.fault = None
        last = kiosk.writes(1)
        hub.until(lambda h: h.held().get(1) == last)
        kiosk.is_(LinkWord.UP)


def test_a_reply_that_drips_ends_at_its_deadline() -> None:
    with _answering(lambda _: None, drip=b"HTTP/1.1 200 OK\r\nX: ") as port:
        caller = Caller(place_of(f"http://localhost:{port}"), None)
        with pytest.raises(HubSilent):
            caller.ask("GET", "/", seconds=0.3)


def test_a_reply_without_end_is_no_reply() -> None:
    def pours(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b"x" * 65536)

    with _answering(pours) as port:
        caller = Caller(place_of(f"http://localhost:{port}"), None)
        with pytest.raises(SomethingBetween):
            caller.ask("GET", "/", seconds=20)


def test_a_stop_ends_a_request_at_once() -> None:
    with _answering(lambda _: None) as port:
        caller = Caller(place_of(f"http://localhost:{port}"), None)
        threading.Timer(0.2, caller.abort).start()
        with pytest.raises(HubSilent):
            caller.ask("GET", "/", seconds=600)
        with pytest.raises(HubSilent):
            caller.ask("GET", "/", seconds=600)


def test_a_proxy_that_refuses_is_told_apart_from_a_hub_that_is_silent() -> None:
    def refuses(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n")

    with _answering(refuses) as port:
        caller = Caller(place_of("https://hub.example"), None, proxy=f"http://localhost:{port}")
        with pytest.raises(SomethingBetween, match="407"):
            caller.ask("GET", "/", seconds=20)


def test_a_proxy_puts_through_with_the_name_and_word_it_was_given() -> None:
    heard: list[bytes] = []

    def passes(connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        connection.recv(65536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}")

    with _answering(passes, heard) as port:
        caller = Caller(place_of("http://localhost:9"), None, proxy=f"http://us%40er:pw@localhost:{port}")
        assert caller.ask("GET", "/", seconds=20).body == b"{}"
        caller.close()
    assert heard[0].startswith(b"CONNECT localhost:9 HTTP/1.1\r\n")
    assert b"Proxy-Authorization: Basic dXNAZXI6cHc=\r\n" in heard[0]


class _answering:  # noqa: N801  reads as a context
    """One caller, answered by `how` once it has asked; then silence, or `drip` byte by byte."""

    def __init__(
        self, how: Callable[[socket.socket], None], heard: list[bytes] | None = None, drip: bytes = b""
    ) -> None:
        self._how, self._heard, self._drip = how, heard, drip
        self._over = threading.Event()
        self._server = socket.create_server(("127.0.0.1", 0))
        self._thread = threading.Thread(target=self._run)
        self._connection: socket.socket | None = None

    def __enter__(self) -> int:
        self._thread.start()
        port: int = self._server.getsockname()[1]
        return port

    def _run(self) -> None:
        try:
            self._connection, _ = self._server.accept()
            asked = self._connection.recv(65536)
            if self._heard is not None:
                self._heard.append(asked)
            self._how(self._connection)
            for byte in self._drip * 1000:
                self._connection.sendall(bytes([byte]))
                if self._over.wait(0.05):
                    return
            self._over.wait(60)
        except OSError:
            pass

    def __exit__(self, *_: object) -> None:
        self._over.set()
        if self._connection is not None:
            self._connection.close()
        self._server.close()
        self._thread.join()


def test_waiting_is_drawn_over_the_whole_span_and_grows_to_a_quarter_of_an_hour() -> None:
    longest, shortest = Jitter(lambda: 1.0), Jitter(lambda: 0.0)
    longest.heard("40")
    assert [longest.failed() for _ in range(7)] == [40, 80, 160, 320, 640, 900, 900]
    assert shortest.failed() == 0
    assert shortest.failed("120") == 120
    assert longest.failed("99999999") == 3600 + 900
    longest.heard("nonsense")
    assert longest.failed() == 40


def test_scarce_bytes_are_left_to_events_and_answers() -> None:
    now = 0.0
    budget = Budget(HABITS[Profile.METERED], lambda: now)
    assert all(budget.allows(kind) for kind in Traffic)
    budget.count(1_500_000, 0)
    assert [kind for kind in Traffic if budget.allows(kind)] == [
        Traffic.EVENTS,
        Traffic.SEALED,
        Traffic.STATE,
    ]
    budget.count(400_000, 300_000)
    assert [kind for kind in Traffic if budget.allows(kind)] == [Traffic.EVENTS, Traffic.SEALED]
    now = 86_401.0
    assert all(budget.allows(kind) for kind in Traffic)
    assert budget.sent == 0


def test_a_document_is_taken_once_and_its_version_is_kept(tmp_path: Path) -> None:
    with FakeHub() as hub:
        hub.issues("holds", 3, {"parcels": []})
        hub.issues("revocations", 5, {"badges": [], "tokens": ["a" * 16]})
        hub.issues("notices", 1, {"en": "Closed on Monday"})
        with linked(tmp_path, hub) as kiosk:
            kiosk.comes_to(lambda book: set(book.vault.link.document_versions()) >= {"holds", "notices"})
            kept = kiosk.does(lambda book: book.vault.link.document_versions())
            assert kept == {"holds": 3, "revocations": 5, "notices": 1}
            revoked = kiosk.does(lambda book: book.vault.link.document("revocations"))
            assert revoked is not None
            assert revoked.content == {}
            kinds = [type(event).__name__ for event in kiosk.events()]
            assert (kinds.count("DocumentTaken"), kinds.count("RevocationsTaken")) == (3, 1)


def test_a_document_by_somebody_else_is_none(tmp_path: Path) -> None:
    with FakeHub() as hub:
        hub.issues("holds", 3, {"parcels": []})
        other = FakeHub()
        other.issues("holds", 4, {"parcels": ["all"]})
        hub.documents["holds"] = other.documents["holds"]
        with linked(tmp_path, hub) as kiosk:
            kiosk.is_(LinkWord.STRANGER)
            assert kiosk.does(lambda book: book.vault.link.document_versions()) == {}
