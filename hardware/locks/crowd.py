"""Detects two boards at one address: more than one answer to the same question."""

from __future__ import annotations

from dataclasses import dataclass, field

DIFFERENT_ENOUGH = 3
"""Times in a row that a second answer said something else than the first: no converter does that."""
SAME_ENOUGH = 8
"""Times in a row that the same answer came twice while others came once: nor does a converter choose."""


@dataclass(slots=True)
class _Count:
    single: int = 0
    same: int = 0
    different: int = 0


@dataclass(slots=True)
class Crowd:
    """Counts, for each question, how often in a row it got one answer, the same twice, or two."""

    _counts: dict[bytes, _Count] = field(default_factory=dict)

    def single(self, question: bytes) -> None:
        self._counts[question] = _Count(single=self._of(question).single + 1)

    def second(self, question: bytes, *, same: bool) -> None:
        """A further answer came after one that `single` has counted or not."""
        count = self._of(question)
        count.single = 0
        if same:
            count.same += 1
        else:
            count.different += 1

    def crowded(self, question: bytes) -> bool:
        count = self._of(question)
        if count.different >= DIFFERENT_ENOUGH:
            return True
        others = (c.single for other, c in self._counts.items() if other != question)
        return count.same >= SAME_ENOUGH and any(single >= SAME_ENOUGH for single in others)

    def _of(self, question: bytes) -> _Count:
        return self._counts.setdefault(question, _Count())
