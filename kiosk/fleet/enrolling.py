"""How a fleet becomes known at its hub: real codes, six digits, and somebody who compares them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from time import monotonic, sleep
from typing import Final

from kiosk.custody.link.words import EnrolmentWord
from kiosk.fleet.fleet import Fleet
from kiosk.fleet.mind import SimulatedKiosk
from kiosk.link.enrolment import CodeUnusable
from kiosk.wire.enrolment import read_code

PLACES: Final = (
    *("Harbour", "Central station", "Market hall", "Old town", "University", "Riverside", "Airport"),
    *("Town hall", "Science park", "Lakeside", "West gate", "Hospital", "Garden street", "Mill lane"),
    *("Stadium", "Library", "East pier", "Church square", "Tram depot", "Foundry", "Orchard", "Bridge"),
    *("North bus station", "Campus"),
)


class NotEnrolled(Exception):  # noqa: N818  says what is the matter
    """The fleet is not known at the hub; the text is a sentence."""


def enrol(fleet: Fleet, codes: Mapping[str, str]) -> dict[str, str]:
    """Begin with each kiosk's code; the digits that somebody has to compare, by kiosk. Raises NotEnrolled."""
    begun: dict[str, str] = {}
    for member in fleet.members:
        try:
            standing = member.kiosk.link.enrol(codes[member.kiosk.id], member.kiosk.desk.epoch)
        except KeyError:
            raise NotEnrolled(f"There is no code for {member.kiosk.id}.") from None
        except CodeUnusable as refusal:
            raise NotEnrolled(str(refusal)) from None
        begun[member.kiosk.id] = standing.digits
    return begun


def settled(fleet: Fleet, patience: float, word: EnrolmentWord) -> None:
    """Wait until every kiosk's enrolment has come to `word`, or past it. Raises NotEnrolled."""
    good = {word, EnrolmentWord.DONE}
    latest = monotonic() + patience
    while left := [m.kiosk for m in fleet.members if _word(m.kiosk) not in good]:
        failed = {EnrolmentWord.FAILED, EnrolmentWord.REFUSED}
        for kiosk in left:
            if _word(kiosk) in failed:
                raise NotEnrolled(f"The hub did not take {kiosk.id}.")
        if monotonic() > latest:
            raise NotEnrolled(f"{len(left)} of {len(fleet.members)} kiosks were not approved in time.")
        if fleet.over:
            return
        fleet.hear(0.1)
        sleep(0.01)


def _word(kiosk: SimulatedKiosk) -> EnrolmentWord:
    return kiosk.link.standing().enrolment.word


def codes_in(lines: Iterable[str]) -> dict[str, str]:
    """Codes by kiosk, from lines that each hold one."""
    found = (read_code(line.strip()) for line in lines if line.strip())
    return {code.kiosk: code.text() for code in found if code is not None}


def codes_of(data: Path, kiosks: Sequence[str]) -> dict[str, str]:
    """Made by the hub on this machine whose data this is. Raises NotEnrolled."""
    named = ((kiosk, PLACES[n % len(PLACES)]) for n, kiosk in enumerate(kiosks))
    return codes_in(_hub("add", data, [part for k, n in named for part in ("--id", k, "--name", n)]))


def approve(data: Path, digits: Mapping[str, str]) -> None:
    """Somebody has compared them: the same machine has shown them. Raises NotEnrolled."""
    _hub("approve", data, [part for k, d in digits.items() for part in ("--id", k, "--digits", d)])


def _hub(command: str, data: Path, more: list[str]) -> list[str]:
    told = subprocess.run(
        [sys.executable, "-m", "kiosk.cli", "hub", "kiosk", command, "--data", str(data), *more],
        cwd=Path(__file__).resolve().parents[2],
        capture_output=True,
        text=True,
        check=False,
    )
    if told.returncode:
        raise NotEnrolled(told.stderr.strip() or "The hub's own commands failed.")
    return told.stdout.splitlines()
