"""The cabinet from the front as characters: doors with their labels and sizes, and the screen."""

from __future__ import annotations

from typing import Final

from kiosk.custody.cabinet.cabinet import Cabinet, Compartment

_WIDEST: Final = 100
"""Characters; a wider cabinet is drawn smaller."""
_LOWEST: Final = 2
"""Lines of the lowest compartment: its edge and its label."""
_TALLEST: Final = 60
_UP, _DOWN, _LEFT, _RIGHT = 1, 2, 4, 8
# fmt: off
_EDGES: Final = {
    _UP: "│", _DOWN: "│", _LEFT: "─", _RIGHT: "─", _UP | _DOWN: "│", _LEFT | _RIGHT: "─",
    _DOWN | _RIGHT: "┌", _DOWN | _LEFT: "┐", _UP | _RIGHT: "└", _UP | _LEFT: "┘",
    _UP | _DOWN | _RIGHT: "├", _UP | _DOWN | _LEFT: "┤", _DOWN | _LEFT | _RIGHT: "┬",
    _UP | _LEFT | _RIGHT: "┴", _UP | _DOWN | _LEFT | _RIGHT: "┼",
}
# fmt: on
_PLAIN: Final = str.maketrans(
    {**dict.fromkeys("│", "|"), **dict.fromkeys("─", "-"), **dict.fromkeys("┌┐└┘├┤┬┴┼", "+")}
)


def drawing(cabinet: Cabinet, *, plain: bool = False) -> str:
    """Lines of text, the floor last; empty where the cabinet has no columns yet. `plain`: ASCII alone."""
    if not cabinet.columns:
        return ""
    doors = list(cabinet.compartments())
    lowest = min(door.top - door.bottom for door in doors) if doors else cabinet.height
    per_line = max(lowest / _LOWEST, cabinet.height / _TALLEST)
    narrowest = min(column.width for column in cabinet.columns)
    longest = max((len(_words(door)) for door in doors), default=0)
    per_letter = max(cabinet.width / _WIDEST, min(narrowest / (longest + 3), per_line / 2))
    sheet = _Sheet(round(cabinet.width / per_letter), round(cabinet.height / per_line))
    for column in cabinet.columns:
        left, right = column.left / per_letter, (column.left + column.width) / per_letter
        for door in column.compartments:
            top, bottom = (cabinet.height - door.top) / per_line, (cabinet.height - door.bottom) / per_line
            sheet.box(left, top, right, bottom, _words(door))
    panel = cabinet.panel
    top = (cabinet.height - panel.bottom - panel.height) / per_line
    bottom = (cabinet.height - panel.bottom) / per_line
    sheet.box(panel.left / per_letter, top, (panel.left + panel.width) / per_letter, bottom, "(screen)")
    text = sheet.text()
    return text.translate(_PLAIN) if plain else text


def _words(door: Compartment) -> str:
    return f"{door.label} {door.size}"


class _Sheet:
    """Characters on which boxes share their edges."""

    def __init__(self, width: int, height: int) -> None:
        self._edges = [[0] * (width + 1) for _ in range(height + 1)]
        self._words: dict[tuple[int, int], str] = {}

    def box(self, left: float, top: float, right: float, bottom: float, words: str) -> None:
        x0, x1 = round(left), min(round(right), len(self._edges[0]) - 1)
        y0, y1 = round(top), min(round(bottom), len(self._edges) - 1)
        for x in range(x0, x1):
            for y in (y0, y1):
                self._edges[y][x] |= _RIGHT
                self._edges[y][x + 1] |= _LEFT
        for y in range(y0, y1):
            for x in (x0, x1):
                self._edges[y][x] |= _DOWN
                self._edges[y + 1][x] |= _UP
        room = x1 - x0 - 1
        if room > 0 and y1 - y0 > 1:
            written = words if len(words) <= room else words.partition(" ")[0]
            row = (y0 + y1) // 2
            start = x0 + 1 + (room - len(written[:room])) // 2
            self._words.update({(row, start + n): letter for n, letter in enumerate(written[:room])})

    def text(self) -> str:
        lines = (
            "".join(self._words.get((y, x), _EDGES.get(edge, " ")) for x, edge in enumerate(row)).rstrip()
            for y, row in enumerate(self._edges)
        )
        return "\n".join(lines).strip("\n")
