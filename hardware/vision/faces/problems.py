"""Reports of a face's problems at each change, at most twice a second."""

from __future__ import annotations

from hardware.outcomes.faces import FaceProblem, FaceReport, FaceSeen

_PAUSE = 0.5  # seconds


class ProblemReports:
    def __init__(self, ticket: int) -> None:
        self._ticket = ticket
        self._told: tuple[FaceProblem, ...] | None = None
        self._told_at = -_PAUSE

    def problems(self, problems: tuple[FaceProblem, ...], now: float) -> list[FaceReport]:
        if problems == self._told or now - self._told_at < _PAUSE:
            return []
        self._told, self._told_at = problems, now
        return [FaceSeen(self._ticket, problems)]
