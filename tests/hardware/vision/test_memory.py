"""The preview's memory and the messages between the two processes."""

from __future__ import annotations

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.messages import BadLineError
from hardware.outcomes.faces import (
    FaceAsk,
    FaceAsked,
    FaceCollected,
    FaceEnrolled,
    FaceKnown,
    FaceProblem,
    FaceRefusal,
    FaceRefused,
    FaceSeen,
)
from hardware.vision.memory import MOST_HEIGHT, MOST_WIDTH, Preview, PreviewMemory, PreviewWriter
from hardware.vision.messages import (
    Beat,
    BeginCapture,
    CameraDown,
    CameraUp,
    EndCapture,
    Enrol,
    Expect,
    FacesMissing,
    FacesReady,
    Formats,
    Hint,
    LeaveFaces,
    LoadFaces,
    Ready,
    Recognise,
    Report,
    Saw,
    decode_order,
    decode_report,
    encode,
    key_of,
)

SQUARE = ((1.0, 2.0), (3.0, 2.0), (3.0, 4.0), (1.0, 4.0))


@pytest.fixture
def memory() -> PreviewMemory:
    return PreviewMemory()


def test_a_picture_goes_through(memory: PreviewMemory) -> None:
    writer = PreviewWriter(memory.fd)
    assert memory.newest() is None
    writer.write(2, 1, b"abcdef", SQUARE)
    first = memory.newest()
    assert first == Preview(2, 1, b"abcdef", first.sequence if first else 0, SQUARE)
    writer.write(1, 2, b"ghijkl")
    second = memory.newest()
    assert first is not None
    assert second == Preview(1, 2, b"ghijkl", first.sequence + 1, ())
    memory.close()


def test_a_picture_that_is_half_written_is_not_shown(memory: PreviewMemory) -> None:
    writer = PreviewWriter(memory.fd)
    writer.write(1, 1, b"abc")
    os.pwrite(memory.fd, (1).to_bytes(8, "little"), 0)  # the writer died in the middle
    assert memory.newest() is None
    heir = PreviewWriter(memory.fd)
    heir.write(1, 1, b"def")
    shown = memory.newest()
    assert shown is not None
    assert shown.rgb == b"def"
    memory.close()


def test_a_wiped_picture_is_gone_and_the_sequence_goes_on(memory: PreviewMemory) -> None:
    writer = PreviewWriter(memory.fd)
    writer.write(1, 1, b"abc")
    before = memory.newest()
    memory.wipe()
    assert memory.newest() is None
    assert b"abc" not in os.pread(memory.fd, 4096, 0)
    writer.write(1, 1, b"def")
    after = memory.newest()
    assert before is not None
    assert after is not None
    assert after.sequence > before.sequence
    writer.wipe()
    assert memory.newest() is None
    assert b"def" not in os.pread(memory.fd, 4096, 0)
    memory.close()


@given(st.binary(min_size=64, max_size=64))
def test_no_header_that_a_mad_process_writes_harms_the_reader(header: bytes) -> None:
    memory = PreviewMemory()
    os.pwrite(memory.fd, header, 0)
    shown = memory.newest()
    if shown is not None:
        assert 0 < shown.width <= MOST_WIDTH
        assert 0 < shown.height <= MOST_HEIGHT
        assert len(shown.rgb) == shown.width * shown.height * 3
    memory.close()


def test_nobody_can_shrink_the_memory_under_its_reader(memory: PreviewMemory) -> None:
    with pytest.raises(PermissionError):
        os.ftruncate(memory.fd, 0)
    memory.close()


@pytest.mark.parametrize(
    "report",
    [
        Ready(),
        Beat(),
        CameraUp(),
        CameraDown("away"),
        Saw('A"\n\u202e', "qr", is_gs1=False),
        Hint("closer"),
        FacesReady(),
        FacesMissing("no models"),
        FaceSeen(1, (FaceProblem.TOO_DARK, FaceProblem.BLURRED)),
        FaceCollected(1, 2, 5),
        FaceAsked(1, FaceAsk.HOLD_STILL, (255, 168, 168)),
        FaceAsked(1, FaceAsk.TURN_LEFT),
        FaceEnrolled(1, bytes(range(256))),
        FaceKnown(1, 0),
        FaceRefused(1, FaceRefusal.STRANGER),
    ],
)
def test_reports_go_through(report: Report) -> None:
    line = encode(report)
    assert line.count(b"\n") == 1
    assert decode_report(line) == report


def test_orders_go_through() -> None:
    asked = Recognise(3, (b"\0\xff", b""), 0.45, 0.42, 0.06, ("LEFT", "RIGHT"), ((255, 168, 168),))
    faces = (LoadFaces(), Enrol(2), asked, LeaveFaces())
    for order in (BeginCapture(), EndCapture(), Expect("00ff", ("a", "b")), Formats(("qr",)), *faces):
        assert decode_order(encode(order)) == order


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"hello",
        b"[]",
        b"{}",
        b'{"is": "BeginCapture"}',
        b'{"is": "Saw"}',
        b'{"is": "Saw", "text": 1, "symbology": "qr", "is_gs1": false}',
        b'{"is": ["Saw"]}',
        b'{"is": "Beat", "more": 1}',
        b"\xff",
        b'{"is": "CameraDown", "reason": null}',
        b'{"is": "FaceKnown", "ticket": true, "person": 0}',
        b'{"is": "FaceKnown", "ticket": 1, "person": "0"}',
        b'{"is": "FaceRefused", "ticket": 1, "why": "he did not smile"}',
        b'{"is": "FaceSeen", "ticket": 1, "problems": "blurred"}',
        b'{"is": "FaceAsked", "ticket": 1, "what": "hold-still", "colour": [1, 2]}',
        b'{"is": "FaceEnrolled", "ticket": 1, "template": "%%%"}',
        b"[" * 60_000,
    ],
)
def test_what_is_no_report_is_refused(line: bytes) -> None:
    with pytest.raises(BadLineError):
        decode_report(line)


@given(st.binary(max_size=60))
def test_noise_is_refused(line: bytes) -> None:
    with pytest.raises(BadLineError):
        decode_report(line)


def test_spellings_of_one_code_have_one_key_and_another_salt_gives_another() -> None:
    assert key_of("JJD 000-1234", "00") == key_of("jjd0001234", "00")
    assert key_of("00340434161094042557", "00") == key_of("(00) 340434161094042557", "00")
    assert key_of("340434161094042557", "00") == key_of("00340434161094042557", "00")
    assert key_of("JJD0001234", "00") != key_of("JJD0001235", "00")
    assert key_of("JJD0001234", "00") != key_of("JJD0001234", "01")
