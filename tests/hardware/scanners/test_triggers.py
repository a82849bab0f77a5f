"""Scanners that look only when they are told to: their real bytes, their answers, and when they are told."""

from __future__ import annotations

import math
from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.outcomes.devices import DeviceUp
from hardware.outcomes.reading import CodeRead, Symbology
from hardware.scanners.scanner import SerialScanner
from hardware.scanners.triggers import AFTER_A_READ, TRIGGERS, Aim, AnswerFilter
from hardware.simulator.readers.hand import ScannerOnLine
from hardware.simulator.readers.trigger import HOLD, TriggeredScanner
from tests.helpers.inbox import Inbox

EM3095_ACK = bytes.fromhex("02 00 00 01 00 33 31")
SSI_ACK = bytes.fromhex("04 D0 00 00 FF 2C")


def read(text: str) -> CodeRead:
    return CodeRead(text, Symbology.UNKNOWN, "scanner")


def crc(data: bytes) -> bytes:
    """CRC-CCITT, 1021 from 0."""
    rest = 0
    for byte in data:
        rest ^= byte << 8
        for _ in range(8):
            rest = (rest << 1) ^ (0x1021 if rest & 0x8000 else 0)
        rest &= 0xFFFF
    return rest.to_bytes(2, "big")


def test_the_worked_examples() -> None:
    assert TRIGGERS["honeywell"].on == bytes.fromhex("16 54 0D")
    assert TRIGGERS["honeywell"].off == bytes.fromhex("16 55 0D")
    assert TRIGGERS["em3095"].on == bytes.fromhex("7E 00 08 01 00 02 01 02 DA")
    assert TRIGGERS["zebra-ssi"].on == bytes.fromhex("04 E4 04 00 FF 14")
    assert TRIGGERS["zebra-ssi"].off == bytes.fromhex("04 E5 04 00 FF 13")
    assert (TRIGGERS["cipherlab"].on, TRIGGERS["cipherlab"].off) == (b"E", b"D")


def test_the_checks_of_the_frames_are_true() -> None:
    newland, zebra = TRIGGERS["em3095"], TRIGGERS["zebra-ssi"]
    for frame in (newland.on, newland.off, *newland.answers):
        assert crc(frame[2:-2]) == frame[-2:]
    for frame in (zebra.on, zebra.off, *zebra.answers):
        assert frame[0] == len(frame) - 2
        assert (sum(frame[:-2]) + int.from_bytes(frame[-2:], "big")) % 0x10000 == 0


def test_it_is_told_once_again_after_its_time_and_again_after_a_read() -> None:
    trigger = TRIGGERS["em3095"]
    aim = Aim(trigger)
    assert aim.send(0.0, wanted=False) == b""
    assert aim.send(0.0, wanted=True) == trigger.on
    assert aim.send(1.0, wanted=True) == b""
    assert aim.pause(1.0) == trigger.lasts - 1.0
    assert aim.send(trigger.lasts, wanted=True) == trigger.on
    aim.has_read(6.0)
    assert aim.pause(6.0) == pytest.approx(AFTER_A_READ)
    assert aim.send(6.0 + AFTER_A_READ, wanted=True) == trigger.on
    assert aim.send(7.0, wanted=False) == trigger.off
    assert aim.send(8.0, wanted=False) == b""
    assert aim.pause(8.0) is None


def test_one_that_stays_awake_is_told_once() -> None:
    aim = Aim(TRIGGERS["cipherlab"])
    assert aim.send(0.0, wanted=True) == b"E"
    aim.has_read(1.0)
    assert aim.pause(1.0) is None
    assert aim.send(1_000_000.0, wanted=True) == b""


def test_answers_are_taken_out_however_the_bytes_arrive() -> None:
    stream = EM3095_ACK + b"JJD1\r" + EM3095_ACK + EM3095_ACK + b"JJD2\r"
    for size in range(1, len(stream) + 1):
        filtered = AnswerFilter(TRIGGERS["em3095"].answers)
        kept = b"".join(filtered.feed(stream[at : at + size]) for at in range(0, len(stream), size))
        assert kept + filtered.quiet() == b"JJD1\rJJD2\r"


def test_what_only_begins_like_an_answer_is_kept() -> None:
    filtered = AnswerFilter(TRIGGERS["em3095"].answers)
    assert filtered.feed(EM3095_ACK[:3]) == b""
    assert filtered.waiting
    assert filtered.feed(b"X") == EM3095_ACK[:3] + b"X"
    assert filtered.feed(EM3095_ACK[:3]) == b""
    assert filtered.quiet() == EM3095_ACK[:3]
    assert not filtered.waiting


@pytest.mark.parametrize("kind", TRIGGERS)
def test_a_simulated_one_reads_only_while_it_looks(kind: str) -> None:
    trigger = TRIGGERS[kind]
    scanner = TriggeredScanner(trigger)
    scanner.type("TOO-EARLY")
    assert scanner.emit(0.0) == b""
    assert scanner.emit(HOLD) == b""
    scanner.receive(trigger.on, 3.0)
    answer = trigger.answers[0] if trigger.answers else b""
    assert scanner.emit(3.0) == answer
    scanner.type("JJD1")
    assert scanner.emit(3.1) == b"JJD1\r"
    scanner.type("JJD2")
    still_looks = trigger.lasts == math.inf
    assert scanner.emit(3.2) == (b"JJD2\r" if still_looks else b"")
    scanner.receive(trigger.off, 3.3)
    assert scanner.emit(3.3) == answer
    scanner.type("JJD3")
    assert scanner.emit(3.4) == b""


@pytest.fixture(params=TRIGGERS)
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def hand(kind: str, tmp_path: Path) -> Iterator[ScannerOnLine]:
    """Somebody with labels before a scanner that waits for its trigger."""
    line = ScannerOnLine(tmp_path / "scanner", kind)
    line.start()
    yield line
    line.stop()


@pytest.fixture
def inbox() -> Inbox:
    return Inbox()


@pytest.fixture
def scanner(kind: str, hand: ScannerOnLine, tmp_path: Path, inbox: Inbox) -> Iterator[SerialScanner]:
    scanner = SerialScanner(str(tmp_path / "scanner"), inbox.put, trigger=TRIGGERS[kind], back_off=(0.01,))
    scanner.start()
    inbox.wait(DeviceUp("scanner"))
    yield scanner
    scanner.stop()


def test_it_reads_one_label_after_the_other_while_it_is_wanted(
    scanner: SerialScanner, hand: ScannerOnLine, inbox: Inbox
) -> None:
    scanner.active(True)
    for text in ("JJD1", "JJD2"):
        hand.scan(text)
        assert inbox.wait(CodeRead) == read(text)
    scanner.active(False)
    scanner.active(True)
    hand.scan("JJD3")
    assert inbox.wait(CodeRead) == read("JJD3")
    assert inbox.rest() == []


def test_what_was_wanted_holds_for_the_next_cable_too(
    scanner: SerialScanner, hand: ScannerOnLine, inbox: Inbox
) -> None:
    scanner.active(True)
    hand.unplug()
    hand.plug()
    hand.scan("JJD1")
    assert inbox.wait_nudging(read("JJD1"), lambda: hand.scan("JJD1")) == read("JJD1")
