"""The cabinet as the kiosk draws it, as SVG: every front where it hangs, with a sign and a word beside its
colour.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from markupsafe import Markup

_MARGIN: Final = 6.0
_SIGNS: Final = {"stop": "!", "wait": "?", "full": "■", "open": "◤", "free": ""}
_WORDS: Final = {
    "stop": "can't be opened",
    "wait": "contents not confirmed",
    "full": "a parcel is in it",
    "open": "open",
    "free": "empty",
}


@dataclass(frozen=True, slots=True)
class PicturedFront:
    """A front: its label, and how it is: `stop`, `wait`, `full`, `open` or `free`."""

    label: str
    how: str


def how_it_is(front: Mapping[str, Any] | None, *, full: bool, seen: str) -> str:
    """The one word that matters of a compartment."""
    if (front and (front["down"] or front["trouble"] == "broken")) or seen == "down":
        return "stop"
    if front and front["trouble"]:
        return "wait"
    if seen == "open" or (front and front["open_since"]):
        return "open"
    return "full" if full else "free"


def cabinet(drawn: Mapping[str, Any] | None, fronts: Mapping[str, PicturedFront], kiosk: str) -> Markup:
    """The picture; empty where the kiosk has not said how its cabinet looks, or said it badly."""
    columns = drawn.get("cabinet") if drawn else None
    if not isinstance(columns, list) or not columns:
        return Markup("")
    try:
        boxes = [box for column in columns for box in _boxes(column)]
        screen = drawn.get("screen") if drawn else None
        return _picture(boxes, screen if isinstance(screen, dict) else None, fronts, kiosk)
    except (KeyError, TypeError, ValueError):
        return Markup("")


def _boxes(column: Mapping[str, Any]) -> list[tuple[str, float, float, float, float]]:
    """Label, left, bottom, width and height of each compartment of a column."""
    left, width = float(column["left"]), float(column["width"])
    return [
        (str(one["label"]), left, float(one["bottom"]), width, float(one["top"]) - float(one["bottom"]))
        for one in column["compartments"]
    ]


def _picture(
    boxes: list[tuple[str, float, float, float, float]],
    screen: Mapping[str, Any] | None,
    fronts: Mapping[str, PicturedFront],
    kiosk: str,
) -> Markup:
    right = max(left + width for _, left, _, width, _ in boxes)
    top = max(bottom + height for _, _, bottom, _, height in boxes)
    parts = [
        Markup(
            '<svg class="cabinet" viewBox="0 0 {:.1f} {:.1f}" role="img" aria-label="The cabinet of {},'
            ' seen from the front. The table below says the same in words.">'
        ).format(right + 2 * _MARGIN, top + 2 * _MARGIN, kiosk),
        Markup('<rect class="steel" x="0" y="0" width="{:.1f}" height="{:.1f}" rx="3"/>').format(
            right + 2 * _MARGIN, top + 2 * _MARGIN
        ),
    ]
    for label, left, bottom, width, height in boxes:
        how = fronts[label].how if label in fronts else "free"
        x, y = left + _MARGIN, top - bottom - height + _MARGIN
        size = min(height * 0.52, width * 0.3, 13.0)
        parts.append(
            Markup(
                '<g class="{}"><title>Door {}: {}</title><rect x="{:.1f}" y="{:.1f}" width="{:.1f}"'
                ' height="{:.1f}" rx="1.4"/><text x="{:.1f}" y="{:.1f}" font-size="{:.1f}">{}</text></g>'
            ).format(
                how,
                label,
                _WORDS[how],
                x + 0.7,
                y + 0.7,
                width - 1.4,
                height - 1.4,
                x + width / 2,
                y + height / 2 + size * 0.36,
                size,
                f"{label} {_SIGNS[how]}".strip(),
            )
        )
    if screen is not None:
        parts.append(
            Markup(
                '<rect class="screen" x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="1.4"/>'
            ).format(
                float(screen["left"]) + _MARGIN,
                top - float(screen["bottom"]) - float(screen["height"]) + _MARGIN,
                float(screen["width"]),
                float(screen["height"]),
            )
        )
    parts.append(Markup("</svg>"))
    return Markup("").join(parts)


def word_of(how: str) -> str:
    """A compartment's state in words."""
    return _WORDS[how]
