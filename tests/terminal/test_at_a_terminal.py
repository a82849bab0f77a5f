"""What somebody at a terminal sees and a pipe does not: sentences and QR codes, questions and answers."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import tty
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.site.loading import load_site
from kiosk.terminal.qr import qr
from tests.bench.kiosk import site_on
from tests.helpers.program import ROOT

PHONE = ("--phone", "+49 30 1234567")


@contextmanager
def at_a_terminal(*words: str) -> Iterator[tuple[int, subprocess.Popen[bytes]]]:
    """The command, and the descriptor of the terminal that it speaks to."""
    ours, theirs = pty.openpty()
    tty.setraw(theirs)
    process = subprocess.Popen(
        (sys.executable, "-m", "kiosk.cli", *words), cwd=ROOT, stdin=theirs, stdout=theirs,
        env={**os.environ, "TERM": "xterm"},
    )  # fmt: skip
    os.close(theirs)
    try:
        yield ours, process
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def read_to_the_end(terminal: int) -> str:
    said = b""
    while True:
        try:
            more = os.read(terminal, 65_536)
        except OSError:  # nobody holds the other end any more
            more = b""
        if not more:
            return said.decode()
        said += more


def typed(*words: str) -> str:
    with at_a_terminal(*words) as (terminal, process):
        said = read_to_the_end(terminal)
        assert process.wait(60) == 0
    return said


@pytest.fixture
def data(tmp_path: Path) -> tuple[str, ...]:
    site = site_on("/dev/null", tmp_path)
    return ("--data", str(tmp_path / "data"), "--site", str(site.path))


def test_a_person_reads_a_sentence_and_scans_the_code(data: tuple[str, ...]) -> None:
    said = typed("announce", "--tracking", "JJD0001234567", *PHONE, *data)
    first, pin, code, *drawn = said.splitlines()
    assert first == "JJD0001234567 is expected: a courier brings it, and then this opens its door once."
    assert pin.startswith("PIN ")
    assert "\n".join(drawn) + "\n" == qr(code.removeprefix("QR "), colours=True)


def test_the_code_for_somebody_else_says_how_often_and_until_when(data: tuple[str, ...]) -> None:
    typed("place", "--compartment", "12", "--tracking", "JJD0001234567", *PHONE, *data)
    said = typed("delegate", "make", *PHONE, "--hours", "5", *data)
    sentence, code = said.splitlines()[:2]
    digits = code.removeprefix("CODE ")
    assert sentence.startswith(
        f"Code {digits[:4]} {digits[4:]}: opens what waits for +49 30 1234567 once, until "
    )


def test_a_technicians_phone_is_set_up_by_scanning(data: tuple[str, ...]) -> None:
    said = typed("staff", "add", "--name", "Tess", "--role", "technician", *data)
    phone = next(
        line.removeprefix("PHONE ") for line in said.splitlines() if line.startswith("PHONE otpauth://")
    )
    assert qr(phone, colours=True) in said


def test_ten_questions_are_answered_at_a_terminal(tmp_path: Path) -> None:
    file = tmp_path / "new.toml"
    answers = ("HOF-1", "Cubby", "+49 30 1", "UTC", "", "", "/dev/ttyX", "", "", "4S 2M / 3L")
    with at_a_terminal("site", "new", str(file)) as (terminal, process):
        for number, answer in enumerate(answers, 1):
            said = b""
            while f"{number:>2}/10 ".encode() not in said or not said.endswith(b": "):
                said += os.read(terminal, 65_536)
            os.write(terminal, f"{answer}\n".encode())
        said_last = read_to_the_end(terminal)
        assert process.wait(60) == 0
    assert "no faults. HOF-1: 9 compartments (4 S, 2 M, 3 L)" in said_last
    assert "┌" in said_last
    assert len(load_site(file).cabinet.columns) == 2


def test_a_drawn_code_is_one_that_readers_read() -> None:
    """As a picture: two modules a character, the light ones drawn."""
    text = "otpauth://totp/Cubby:Tess?secret=JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP&issuer=Cubby"
    rows: list[list[int]] = []
    for line in qr(text, colours=False).splitlines():
        rows.append([255 if sign in "█▀" else 0 for sign in line])
        rows.append([255 if sign in "█▄" else 0 for sign in line])
    import numpy as np  # noqa: PLC0415  only this one looks at pictures
    import zxingcpp  # noqa: PLC0415

    picture = np.kron(np.array(rows, np.uint8), np.ones((6, 6), np.uint8))
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [text]
