"""The jack: bytes of an input device, from a pipe or a file, whole, torn and hostile."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.speech.jack import EV_SW, EV_SYN, EVENT, SW_HEADPHONE_INSERT, SYN_DROPPED, Jacks
from tests.hardware.speech.studio import JackPlug
from tests.helpers.inbox import Inbox


@pytest.fixture
def watched(inbox: Inbox) -> Iterator[list[Path]]:
    """The paths put into it are watched, each by a thread of its own, from then on."""
    reader, writer = os.pipe()
    threads: list[threading.Thread] = []

    class Paths(list[Path]):
        def append(self, path: Path) -> None:
            jacks = Jacks(str(path), inbox.put)
            threads.append(threading.Thread(target=jacks.watch, args=(reader,)))
            threads[-1].start()

    yield Paths()
    os.write(writer, b"x")
    for thread in threads:
        thread.join()
    os.close(reader)
    os.close(writer)


def test_in_and_out_are_told_once_each(plug: JackPlug, watched: list[Path], inbox: Inbox) -> None:
    watched.append(plug.path)
    for wanted in (True, True, False, False, True):
        plug.plug(wanted=wanted)
    for wanted in (True, False, True):
        assert inbox.wait(wanted) is wanted
    assert inbox.rest() == []


def test_what_is_in_a_file_counts_as_it_ends(tmp_path: Path, watched: list[Path], inbox: Inbox) -> None:
    file = tmp_path / "events"
    file.write_bytes(EVENT.pack(0, 0, EV_SW, SW_HEADPHONE_INSERT, 1))
    watched.append(file)
    assert inbox.wait(True) is True


def test_torn_events_and_those_of_other_switches_are_no_headphones(
    plug: JackPlug, watched: list[Path], inbox: Inbox
) -> None:
    watched.append(plug.path)
    microphone = EVENT.pack(0, 0, EV_SW, 4, 1) + EVENT.pack(0, 0, 1, SW_HEADPHONE_INSERT, 1)
    inserted = EVENT.pack(7, 9, EV_SW, SW_HEADPHONE_INSERT, 1)
    plug.write(microphone + inserted[:11])
    plug.write(inserted[11:])
    assert inbox.wait(lambda told: told is True)
    assert inbox.history == [True]


def test_events_that_were_lost_make_it_ask_again(plug: JackPlug, watched: list[Path], inbox: Inbox) -> None:
    watched.append(plug.path)
    plug.plug(wanted=True)
    inbox.wait(lambda told: told is True)
    plug.write(EVENT.pack(0, 0, EV_SYN, SYN_DROPPED, 0))
    assert inbox.wait(lambda told: told is False) is False


def test_a_jack_that_comes_later_is_found(tmp_path: Path, watched: list[Path], inbox: Inbox) -> None:
    watched.append(tmp_path / "later")
    made = JackPlug(tmp_path / "later")
    try:
        made.plug(wanted=True)
        assert inbox.wait(lambda told: told is True)
    finally:
        made.close()


def test_what_is_no_jack_says_nothing(tmp_path: Path, watched: list[Path], inbox: Inbox) -> None:
    for name, data in (("empty", b""), ("noise", os.urandom(23)), ("text", b"no event here")):
        (tmp_path / name).write_bytes(data)
        watched.append(tmp_path / name)
    watched.append(tmp_path)
    assert inbox.history == []
