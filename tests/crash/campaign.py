"""Kill campaigns and power-cut campaigns: `kills(n, seed)` and `power_cuts(n, seed)`, for tests and bench."""

from __future__ import annotations

import itertools
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from random import Random
from typing import Final

from tests.crash.kiosk import Birth
from tests.crash.litter import litter
from tests.crash.nursery import Nursery
from tests.crash.power import Session, cut, record
from tests.crash.theatre import Born, End, Theatre

CUTS_OF_ONE_LIFE: Final = 300
_LITTERED: Final = 0.2
ONE_FOLDER: Final = 60
"""Kills in one data folder, one after the other."""

_SCREENS = (
    "DoorOpening",
    "TakeParcel",
    "PutParcel",
    "DidYouTakeIt",
    "DidYouPutItIn",
    "DropOffDone",
    "ThankYou",
    "ScanParcel",
    "CloseDoor",
    "TaskDoor",
    "Sorry",
)
_EVENTS = (
    "MachineStarted",
    "VisitBegan",
    "CredentialTried",
    "GrantGiven",
    "OpeningIntended",
    "OpeningEnded",
    "DoorShut",
    "Collected",
    "Deposited",
    "MarkedUnknown",
    "TaskMade",
    "VisitEnded",
    "Announced",
)


@dataclass(slots=True)
class Result:
    """`tried`: kills or cuts. `moments`: at what they struck, and how often."""

    tried: int = 0
    moments: Counter[str] = field(default_factory=Counter)
    litter: Counter[str] = field(default_factory=Counter)
    """What was left in the data folder between two lives, and how often."""
    findings: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        moments = ", ".join(f"{name} {count}" for name, count in self.moments.most_common())
        found = "\n".join(self.findings) or "nothing found"
        return f"{self.tried} tried ({moments}): {found}"


Plan = Callable[[Random, Birth], tuple[Birth, End]]


def any_moment(chance: Random, birth: Birth) -> tuple[Birth, End]:
    """A moment drawn by lot: of the start, of the visits, at a frame, at a screen, around a commit."""
    lot = chance.random()
    if lot < 0.12:
        return birth, End(after_birth=chance.uniform(0, 0.3))
    if lot < 0.60:
        return birth, End(after_home=chance.uniform(0, 0.8))
    if lot < 0.72:
        return birth, End(frames=chance.randint(1, 3))
    if lot < 0.85:
        return birth, End(screen=chance.choice(_SCREENS))
    if lot < 0.95:
        dies = f"{chance.choice(('before', 'after'))}:{chance.choice(_EVENTS)}"
        return replace(birth, dies=dies), End()
    return birth, End(after_home=chance.uniform(0, 0.5), stop=True)


def any_moment_with_window(chance: Random, birth: Birth) -> tuple[Birth, End]:
    """The same for a kiosk with a window, which takes longer to start."""
    birth = replace(birth, window=True)
    lot = chance.random()
    if lot < 0.2:
        return birth, End(after_birth=chance.uniform(0, 2))
    if lot < 0.7:
        return birth, End(after_home=chance.uniform(0, 1.5))
    if lot < 0.85:
        return birth, End(frames=1)
    return birth, End(screen=chance.choice(_SCREENS))


def kills(count: int, seed: int, *, plan: Plan = any_moment, window: bool = False) -> Result:
    """Kill the kiosk `count` times and look each time. `plan` draws how a life begins and ends."""
    result = Result()
    with tempfile.TemporaryDirectory(prefix="cubby-kills-") as place:
        complaints = Path(place) / "complaints"
        with Nursery(complaints, window=window) as nursery:
            for number, first in enumerate(range(0, count, ONE_FOLDER)):
                folder = Path(place) / str(number)
                folder.mkdir()
                _one_folder(folder, nursery.born, min(ONE_FOLDER, count - first), seed + number, plan, result)
        said = complaints.read_text(errors="replace")
        if "Traceback" in said:
            result.findings.append(f"the kiosk's own log: {said[-4000:]}")
    return result


def power_cuts(count: int, seed: int, *, synchronous: str = "EXTRA") -> Result:
    """Record a kiosk's first lives in one data folder, three or more, and cut the power at `count` points.

    The first life is killed, the second asked to end, the third moves its log into the file all the time.
    """
    result = Result()
    chance = Random(seed)  # noqa: S311  where to cut
    with tempfile.TemporaryDirectory(prefix="cubby-cuts-") as place:
        theatre = Theatre(Path(place), seed)
        try:
            plain = Birth(str(theatre.site), str(theatre.data), synchronous=synchronous)
            births = (replace(plain, dies="after:OpeningEnded"), plain, replace(plain, checkpoint=40))
            lives = max(len(births), count // CUTS_OF_ONE_LIFE)
            for life, birth in enumerate(itertools.islice(itertools.cycle(births), lives)):
                session, found = record(theatre, birth, End(after_home=4, stop=True), Path(place) / str(life))
                result.findings += (f"life {life}: {finding}" for finding in found)
                share = count // lives + (life < count % lives)
                points = Counter(chance.randint(0, len(session.steps)) for _ in range(share))
                _cut(f"life {life}", session, points, chance, Path(place) / "left", result)
        finally:
            theatre.close()
    return result


def cuts_of_a_first_start(times: int, seed: int) -> Result:
    """Cut the power at each point of a first start, `times` at each."""
    result = Result()
    chance = Random(seed)  # noqa: S311  what is lost
    with tempfile.TemporaryDirectory(prefix="cubby-cuts-") as place:
        theatre = Theatre(Path(place), seed)
        try:
            birth = Birth(str(theatre.site), str(theatre.data), dies="after:MachineStarted")
            session, found = record(theatre, birth, End(), Path(place) / "first")
            result.findings += found
            points = Counter(dict.fromkeys(range(len(session.steps) + 1), times))
            _cut("first start", session, points, chance, Path(place) / "left", result)
        finally:
            theatre.close()
    return result


def _cut(
    name: str, session: Session, points: Counter[int], chance: Random, place: Path, result: Result
) -> None:
    for last, wrong in cut(session, points, chance, place):
        result.tried += 1
        result.moments[last] += 1
        result.findings += (f"{name}, {finding}" for finding in wrong)


def _one_folder(folder: Path, born: Born, count: int, seed: int, plan: Plan, result: Result) -> None:
    theatre = Theatre(folder, seed)
    chance = Random(seed)  # noqa: S311  moments to die at
    birth = Birth(str(theatre.site), str(theatre.data))
    try:
        killed = 0
        while killed < count:
            made, end = plan(chance, birth)
            if theatre.data.exists() and chance.random() < _LITTERED:
                result.litter[litter(theatre.data, chance)] += 1
            _one_life(theatre, born, made, end, result)
            killed += not end.stop
        _one_life(theatre, born, birth, End(after_home=0.5, stop=True), result)
    finally:
        theatre.close()


def _one_life(theatre: Theatre, born: Born, birth: Birth, end: End, result: Result) -> None:
    life = f"life {sum(result.moments.values())} ({end}, {birth.dies})"
    found = [*theatre.play(born, birth, end), *theatre.look()]
    if end.stop:
        found += [*theatre.checker.rebuild(), *theatre.checker.unsettled()]
        result.moments["stopped"] += 1
    else:
        result.tried += 1
        last = theatre.last
        result.moments[type(last.screen).__name__ if last else "before any screen"] += 1
    result.findings += (f"{life}: {finding}" for finding in found)
