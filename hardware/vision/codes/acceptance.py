"""Acceptance of sights: when a code counts as read, and as new. Pure: times are given in seconds."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field

from hardware.outcomes.reading import Symbology
from hardware.vision.codes.sights import Sight, overlap

MEMORY = 1.5  # seconds for which a sight counts
REPEAT_AFTER = 2.0  # seconds out of view after which the same code is news again
_SAME_TIME = 0.3  # nobody swaps two labels faster
_MOST_CANDIDATES = 64

# one check digit lets one misread in ten pass, and blur makes the same one twice; Codabar has none
_EQUAL_READS = {
    Symbology.EAN13: 3,
    Symbology.EAN8: 3,
    Symbology.UPCE: 3,
    Symbology.CODABAR: 3,
}
_EQUAL_READS_ELSE = 2


@dataclass(slots=True)
class _Candidate:
    sight: Sight
    first: float
    last: float
    views: set[Hashable] = field(default_factory=set)


class Acceptance:
    """Believes a code after two equal reads of different views (three where a symbology checks itself badly),
    or one that was expected.

    A rival, another text read at the same place at about the same time, must be outvoted two to one. What
    was accepted is not news again before it was out of view for two seconds.
    """

    def __init__(self) -> None:
        self._candidates: dict[tuple[str, Symbology], _Candidate] = {}
        self._reported: dict[str, float] = {}
        self.is_expected: Callable[[str], bool] = lambda _: False

    @property
    def undecided(self) -> bool:
        """Whether something was seen that another look might confirm."""
        return any(candidate.sight.text not in self._reported for candidate in self._candidates.values())

    def see(self, sights: Iterable[Sight], view: Hashable, now: float) -> list[Sight]:
        """Take in what one view showed; the codes that are accepted by it and are news."""
        self._forget(now)
        accepted = []
        for sight in sights:
            candidate = self._candidates.setdefault(
                (sight.text, sight.symbology), _Candidate(sight, first=now, last=now)
            )
            candidate.sight, candidate.last = sight, now
            candidate.views.add(view)
            if sight.text in self._reported:
                self._reported[sight.text] = now
            elif self._is_sure(candidate):
                self._reported[sight.text] = now
                accepted.append(sight)
        return accepted

    def new_scene(self) -> None:
        """Everything before the camera is another: what was seen there says nothing for or against it."""
        self._candidates.clear()

    def stand_still(self, since: float, now: float) -> None:
        """The picture has not changed since `since`: what was seen in it is still in view."""
        for text, last in self._reported.items():
            if last >= since:
                self._reported[text] = now

    def _is_sure(self, candidate: _Candidate) -> bool:
        sight, votes = candidate.sight, len(candidate.views)
        against = max(
            (
                len(rival.views)
                for rival in self._candidates.values()
                if rival.sight.text != sight.text
                and rival.last > candidate.first - _SAME_TIME
                and overlap(rival.sight.outline, sight.outline)
            ),
            default=0,
        )
        if votes < 2 * against:
            return False
        return votes >= _EQUAL_READS.get(sight.symbology, _EQUAL_READS_ELSE) or self.is_expected(sight.text)

    def _forget(self, now: float) -> None:
        self._candidates = {
            key: candidate for key, candidate in self._candidates.items() if now - candidate.last <= MEMORY
        }
        while len(self._candidates) > _MOST_CANDIDATES:
            del self._candidates[min(self._candidates, key=lambda key: self._candidates[key].last)]
        self._reported = {text: last for text, last in self._reported.items() if now - last <= REPEAT_AFTER}
