"""The control socket against everybody who may turn up at it."""

from __future__ import annotations

import errno
import json
import os
import socket
import stat
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from kiosk.control import server as control
from kiosk.control.address import SOCKET
from kiosk.control.client import NoAnswer, NotRunning, ask
from kiosk.control.pending import PendingOrder
from kiosk.control.server import ControlServer
from kiosk.orders.parcels import Announce
from kiosk.orders.staff import AddStaff
from tests.helpers.inbox import Inbox

ORDER = Announce("JJD0001234567", "+49 30 1234567")
LINE = b'{"order": "announce", "tracking": "JJD0001234567", "phone": "+49 30 1234567"}\n'


@contextmanager
def served(
    data: Path, post: Callable[[PendingOrder], None], patience: float = 30.0
) -> Iterator[ControlServer]:
    server = ControlServer(data, post, patience=patience)
    server.start()
    try:
        yield server
    finally:
        server.stop()


def obliging(command: PendingOrder) -> None:
    """A kiosk that carries out whatever it is told."""
    assert command.take()
    command.reply({"ok": True, "order": command.order.order})


def said(data: Path, sent: bytes, *, hang_up: bool = False) -> dict[str, Any]:
    """What the kiosk answers to these bytes."""
    with connected(data) as caller:
        caller.sendall(sent)
        if hang_up:
            caller.shutdown(socket.SHUT_WR)
        with caller.makefile("rb") as answers:
            answer: dict[str, Any] = json.loads(answers.readline())
            return answer


def connected(data: Path) -> socket.socket:
    caller = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    caller.settimeout(20)
    caller.connect(str(data / SOCKET))
    return caller


def test_an_order_goes_in_and_its_answer_comes_out(tmp_path: Path) -> None:
    orders = Inbox()

    def kiosk(command: PendingOrder) -> None:
        orders.put(command.order)
        obliging(command)

    with served(tmp_path, kiosk):
        assert ask(tmp_path, ORDER) == {"ok": True, "order": "announce"}
        assert ask(tmp_path, AddStaff("Zoë", "courier")) == {"ok": True, "order": "add-staff"}
    assert orders.rest() == [ORDER, AddStaff("Zoë", "courier")]
    assert not (tmp_path / SOCKET).exists()


def test_only_its_owner_reaches_the_socket(tmp_path: Path) -> None:
    with served(tmp_path, obliging):
        assert stat.S_IMODE((tmp_path / SOCKET).stat().st_mode) == 0o600


def test_a_caller_of_another_user_is_turned_away(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert control._uid_of(ours) == os.getuid()
    orders = Inbox()
    monkeypatch.setattr(control, "_uid_of", lambda _connection: os.getuid() + 1)
    with served(tmp_path, orders.put):
        answer = ask(tmp_path, ORDER)
    assert answer == {"ok": False, "why": "This socket belongs to the kiosk's own user."}
    assert orders.rest() == []


@pytest.mark.parametrize(
    ("sent", "why"),
    [
        (LINE[:-1], "wanted one line"),
        (b"", "wanted one line"),
        (b"x" * 70_000 + b"\n", "at most 65536 bytes"),
        (b"hello\n", "Invalid JSON"),
        (b"\xff\xfe\n", "Invalid JSON"),
        (b"[]\n", "This is no order"),
        (b"[" * 5_000 + b"\n", "Invalid JSON"),
        (b'{"order": "open everything"}\n', "This is no order"),
        (b'{"order": "announce", "phone": "+49 30 1234567"}\n', "Field required"),
        (b'{"order": "announce", "tracking": 5, "phone": null}\n', "valid string"),
        (LINE[:-2] + b', "sise": "S"}\n', "'announce' has no key 'sise'; did you mean 'size'?"),
        (LINE[:-2] + b', "Size": "S"}\n', "'announce' has no key 'Size'; did you mean 'size'?"),
        (LINE[:-2] + b', "size": "S", "size": "M"}\n', "the key 'size' is there twice"),
        (LINE[:-2] + b', "in_reach": "yes"}\n', "in_reach: Input should be a valid boolean"),
        (LINE[:-2] + b', "compartment": "12"}\n', "'announce' has no key 'compartment'."),
        (b'{"order": "examine", "everything": true}\n', "'examine' has no key 'everything'."),
        (b'{"order": "revoke", "badges": [{"number": "1", "why": "lost"}]}\n', "badges.0: "),
        (b'{"order": "anounce"}\n', "none of the kind 'anounce'; did you mean 'announce'?"),
        (b'{"order": {"order": "announce"}}\n', "none of the kind {"),
        (b'{"order": "announce", "tracking": "\\ud800", "phone": "1234"}\n', "Invalid JSON"),
    ],
)
def test_what_is_no_order_is_answered_and_never_posted(tmp_path: Path, sent: bytes, why: str) -> None:
    orders = Inbox()
    with served(tmp_path, orders.put):
        answer = said(tmp_path, sent, hang_up=True)
    assert answer["ok"] is False
    assert why in answer["why"]
    assert orders.rest() == []


def test_a_caller_that_hangs_up_is_not_missed(tmp_path: Path) -> None:
    orders = Inbox()
    with served(tmp_path, orders.put):
        with connected(tmp_path) as caller:
            caller.sendall(LINE[:20])
        with connected(tmp_path) as caller:
            caller.sendall(LINE)
        gone: PendingOrder = orders.wait(PendingOrder)
        obliging(gone)
        with ThreadPoolExecutor(1) as pool:
            answer = pool.submit(ask, tmp_path, ORDER)
            obliging(orders.wait(PendingOrder))
            assert answer.result(20)["ok"] is True


def test_a_silent_caller_and_an_order_that_takes_its_time_hold_nobody_up(tmp_path: Path) -> None:
    orders = Inbox()
    with served(tmp_path, orders.put), connected(tmp_path), ThreadPoolExecutor(2) as pool:
        slow = pool.submit(ask, tmp_path, ORDER)
        slow_command: PendingOrder = orders.wait(PendingOrder)
        quick = pool.submit(ask, tmp_path, AddStaff("Bo", "courier"))
        obliging(orders.wait(PendingOrder))
        assert quick.result(20) == {"ok": True, "order": "add-staff"}
        assert not slow.done()
        obliging(slow_command)
        assert slow.result(20) == {"ok": True, "order": "announce"}


def test_callers_that_say_nothing_whole_keep_nobody_out(tmp_path: Path) -> None:
    with served(tmp_path, obliging):
        silent = [connected(tmp_path) for _ in range(control._MOST_CALLERS + 10)]
        for caller in silent[::2]:
            with suppress(ConnectionError):  # put out already
                caller.sendall(LINE[:1])
        assert ask(tmp_path, ORDER) == {"ok": True, "order": "announce"}
        for caller in silent:
            with caller:
                assert json.loads(caller.recv(4096))["ok"] is False


def test_who_says_a_byte_now_and_then_is_put_out_after_two_seconds(tmp_path: Path) -> None:
    orders = Inbox()
    with served(tmp_path, orders.put), connected(tmp_path) as dripping:
        dripping.settimeout(0.2)
        said = b""
        for byte in LINE[:-1]:
            with suppress(ConnectionError):
                dripping.sendall(bytes([byte]))
            with suppress(TimeoutError):
                said = dripping.recv(4096)
                break
        assert json.loads(said) == {"ok": False, "why": "No whole order came within 2 s."}
    assert orders.rest() == []


def test_whoever_does_not_read_the_answer_keeps_nobody_waiting(tmp_path: Path) -> None:
    def talkative(command: PendingOrder) -> None:
        assert command.take()
        command.reply({"ok": True, "items": ["x" * 100] * 20_000})

    with served(tmp_path, talkative):
        deaf = [connected(tmp_path) for _ in range(20)]
        for caller in deaf:
            caller.sendall(LINE)
        assert len(ask(tmp_path, ORDER)["items"]) == 20_000
        for caller in deaf:
            caller.close()


def test_an_order_that_is_under_way_is_not_put_out_for_a_newcomer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(control, "_MOST_CALLERS", 4)
    orders = Inbox()
    with served(tmp_path, orders.put), ThreadPoolExecutor(4) as pool:
        asked = [pool.submit(ask, tmp_path, ORDER) for _ in range(4)]
        commands = [orders.wait(PendingOrder) for _ in asked]
        assert ask(tmp_path, ORDER) == {"ok": False, "why": "Too many callers at once. Nothing was done."}
        for command in commands:
            obliging(command)
        assert [one.result(20)["ok"] for one in asked] == [True] * 4


def test_an_order_that_nobody_took_in_time_is_never_carried_out(tmp_path: Path) -> None:
    orders = Inbox()
    with served(tmp_path, orders.put, patience=0.05):
        answer = ask(tmp_path, ORDER)
    assert answer == {"ok": False, "why": "The kiosk did not answer in time. Nothing was done."}
    late: PendingOrder = orders.wait(PendingOrder)
    assert not late.take()


def test_an_order_that_was_begun_and_not_answered_is_told_apart(tmp_path: Path) -> None:
    def began(command: PendingOrder) -> None:
        assert command.take()

    with served(tmp_path, began, patience=0.05):
        answer = ask(tmp_path, ORDER)
    assert answer["unsure"] is True
    assert answer["why"] == (
        "The kiosk began and did not say how it ended. Ask again with the same id, or look."
    )


def test_the_first_answer_counts(tmp_path: Path) -> None:
    def babbling(command: PendingOrder) -> None:
        obliging(command)
        command.reply({"ok": False, "why": "on second thoughts"})

    with served(tmp_path, babbling):
        assert ask(tmp_path, ORDER)["ok"] is True


def test_whoever_waits_when_the_kiosk_stops_is_told_at_once(tmp_path: Path) -> None:
    orders = Inbox()
    with ThreadPoolExecutor(1) as pool:
        with served(tmp_path, orders.put), connected(tmp_path):
            answer = pool.submit(ask, tmp_path, ORDER)
            orders.wait(PendingOrder)
        assert answer.result(20) == {"ok": False, "why": "The kiosk stops. Nothing was done."}


def test_nobody_is_told_that_nothing_was_done_where_the_kiosk_had_begun(tmp_path: Path) -> None:
    orders = Inbox()
    with ThreadPoolExecutor(1) as pool:
        with served(tmp_path, orders.put):
            answer = pool.submit(ask, tmp_path, ORDER)
            begun: PendingOrder = orders.wait(PendingOrder)
            assert begun.take()
        assert answer.result(20)["unsure"] is True


@pytest.mark.parametrize("order_id", ["", "a" * 65, "ä", "a b", 5])
def test_an_id_is_short_and_plain(tmp_path: Path, order_id: Any) -> None:
    orders = Inbox()
    with served(tmp_path, orders.put):
        line = json.dumps({**json.loads(LINE), "id": order_id}).encode()
        assert "an id has 1 to 64 letters" in said(tmp_path, line + b"\n")["why"]
    assert orders.rest() == []


def test_a_folder_with_a_long_name_is_reached(tmp_path: Path) -> None:
    folder = tmp_path / ("d" * 120) / ("e" * 120)
    folder.mkdir(parents=True)
    with served(folder, obliging):
        assert ask(folder, ORDER)["ok"] is True


def test_the_socket_of_a_killed_kiosk_is_nobodys_and_in_nobodys_way(tmp_path: Path) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as killed:
        killed.bind(str(tmp_path / SOCKET))
        killed.listen()
    with pytest.raises(NotRunning, match=f"No kiosk is running on {tmp_path}."):
        ask(tmp_path, ORDER)
    with served(tmp_path, obliging):
        assert ask(tmp_path, ORDER)["ok"] is True


def test_no_folder_no_kiosk(tmp_path: Path) -> None:
    with pytest.raises(NotRunning):
        ask(tmp_path / "nowhere", ORDER)


@pytest.mark.parametrize("last_words", [b"", b'{"ok": tr'])
def test_a_kiosk_that_dies_before_it_has_answered(tmp_path: Path, last_words: bytes) -> None:
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as dying:
        dying.bind(str(tmp_path / SOCKET))
        dying.listen()

        def die() -> None:
            connection, _ = dying.accept()
            with connection:
                connection.recv(4096)
                connection.sendall(last_words)

        thread = threading.Thread(target=die)
        thread.start()
        with pytest.raises(NoAnswer, match="Look before you ask again"):
            ask(tmp_path, ORDER)
        thread.join()


def test_a_removed_socket_is_made_again_for_its_owner_alone(tmp_path: Path) -> None:
    with served(tmp_path, obliging):
        (tmp_path / SOCKET).unlink()
        latest = time.monotonic() + 30
        while not (tmp_path / SOCKET).exists():
            assert time.monotonic() < latest
            time.sleep(0.01)
        assert stat.S_IMODE((tmp_path / SOCKET).stat().st_mode) == 0o600
        assert ask(tmp_path, ORDER)["ok"]
    assert not (tmp_path / SOCKET).exists()


def test_whoever_sees_the_socket_is_heard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[bool] = []
    listen = socket.socket.listen

    def listening(server: socket.socket, most: int) -> None:
        seen.append((tmp_path / SOCKET).exists())
        listen(server, most)

    monkeypatch.setattr(socket.socket, "listen", listening)
    (tmp_path / f"{SOCKET}.new").touch()  # left behind by a power cut
    with served(tmp_path, obliging):
        assert ask(tmp_path, ORDER)["ok"]
    assert seen == [False]


def test_a_socket_that_can_not_be_made_again_is_said_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    tried = threading.Semaphore(0)

    def on_a_full_disk(path: Path) -> socket.socket:
        tried.release()
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(control, "_LOOK_EVERY", 0.02)
    with served(tmp_path, obliging):
        monkeypatch.setattr(control, "_bind", on_a_full_disk)
        (tmp_path / SOCKET).unlink()
        for _ in range(3):
            assert tried.acquire(timeout=30)
    said_of_it = [record for record in caplog.records if "nobody can be let in" in record.message]
    assert len(said_of_it) == 1
