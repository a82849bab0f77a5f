"""How an errand's process tells the kiosk how far it is and what came of it: a JSON object a line."""

from __future__ import annotations

import json
import sys
from typing import Any

from kiosk.journeys.machine.seen import ErrandAt, ErrandEnd, ErrandWord


class Teller:
    """Says each whole percent once."""

    def __init__(self, of: int) -> None:
        self._of = max(1, of)
        self._said = -1

    def passed(self, seq: int) -> None:
        percent = min(99, 100 * seq // self._of)
        if percent != self._said:
            self._said = percent
            _say({"at": percent})


def say_end(end: ErrandEnd) -> None:
    _say({"end": str(end.word), "rows": end.rows, "seq": end.seq, "name": end.name})


def _say(said: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(said) + "\n")
    sys.stdout.flush()


def heard(line: str) -> ErrandAt | ErrandEnd | None:
    """The line as a value; None for anything that is none."""
    try:
        said = json.loads(line)
        if "at" in said:
            return ErrandAt(int(said["at"]))
        return ErrandEnd(ErrandWord(said["end"]), int(said["rows"]), int(said["seq"]), str(said["name"]))
    except (ValueError, KeyError, TypeError):
        return None
