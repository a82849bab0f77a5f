"""What a site's screen and doors are to a body: capitals, targets and heights in millimetres.

The measures of the window's theme (`ui/qml/theme/Theme.qml`) are repeated here as shares of its short side,
as no floor looks up; a test holds both together.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from kiosk.custody.cabinet.cabinet import REACH_HIGH_CM, REACH_LOW_CM, Cabinet
from kiosk.site.whole import Site

CAPITALS_MM: Final = 4.8
"""The least height of a capital on a machine that is used standing (Section 508, 402.4)."""
CAPITALS_WELL_MM: Final = 7.3
"""0.7 degrees at 60 cm, as EN 301 549, 5.1.4, has it."""
TARGET_MM: Final = 20.0
LOW_MM: Final = REACH_LOW_CM * 10
HIGH_MM: Final = REACH_HIGH_CM * 10

UNITS: Final = 135
"""Of the short side, in the theme's units."""
NOTE: Final = 3.75
BODY: Final = 5.0
LEAST: Final = 11.0
LEAST_PIXELS: Final = 88.0
LEAST_SHARE: Final = 0.12
LOW_SHARE: Final = 0.4
"""What is touched is within this lower share of the screen, in reach mode."""
CAPITAL: Final = 0.714
"""How high a capital is, of the size of its letters, in the flattest of the theme's families."""
_SAME_FORM: Final = 0.1


@dataclass(frozen=True, slots=True)
class ScreenMeasures:
    """Millimetres. `note`, `body`: capitals of the smallest words and of usual ones, at the size
    of the site file.

    `target`: the smaller side of the smallest thing to touch. `lowest`, `highest`: the middle of the lowest
    and of the highest control in reach mode, above the floor.
    """

    note: float
    body: float
    target: float
    lowest: float
    highest: float

    def plain(self) -> dict[str, float]:
        """As JSON has it."""
        return {
            "note_capitals_mm": round(self.note, 1),
            "body_capitals_mm": round(self.body, 1),
            "target_mm": round(self.target, 1),
            "lowest_control_mm": round(self.lowest),
            "highest_control_mm": round(self.highest),
        }


@dataclass(frozen=True, slots=True)
class Advice:
    """What some people can't read, touch or reach at this machine; no fault of the file.

    `about`: a key of the site file. `what` has the numbers, `remedy` says what to do; both without full stop.
    """

    about: str
    what: str
    remedy: str

    @property
    def text(self) -> str:
        return f"{self.what}. {self.remedy}."

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        return {"about": self.about, "what": self.what, "remedy": self.remedy}


def measures_of(site: Site) -> ScreenMeasures | None:
    """None where nobody can tell how large the picture is."""
    screen, panel = site.screen, site.cabinet.panel
    wide, high = screen.pixels
    glass = screen.glass
    if glass is None:
        if abs(panel.width / panel.height * high / wide - 1) > _SAME_FORM:
            return None
        glass = (panel.width, panel.height)
    window = screen.pixels if screen.fullscreen else screen.size
    millimetre = wide / (glass[0] * 10)
    short = min(window)
    unit = short / UNITS
    capital = CAPITAL * screen.usual.text / 100
    target = max(LEAST * unit, min(LEAST_PIXELS, LEAST_SHARE * short)) / millimetre
    floor = (panel.bottom + (panel.height - glass[1]) / 2) * 10
    return ScreenMeasures(
        NOTE * unit * capital / millimetre,
        BODY * unit * capital / millimetre,
        target,
        floor + target / 2,
        floor + LOW_SHARE * window[1] / millimetre - target / 2,
    )


def advice(site: Site) -> Iterator[Advice]:
    """Numbers first; nothing where everybody can read, touch and reach everything."""
    found = measures_of(site)
    if found is None:
        yield Advice(
            "screen",
            "The size of letters and buttons is not known: the screen's pixels and its panel differ in form",
            "Say `width` and `height` of the picture under [screen], in cm",
        )
    else:
        yield from _of_letters(site, found)
        yield from _of_touch(found)
    if site.cabinet.columns:
        yield from _of_doors(site.cabinet)


def _of_letters(site: Site, found: ScreenMeasures) -> Iterator[Advice]:
    wide = min(site.screen.glass or (site.cabinet.panel.width, site.cabinet.panel.height))
    told = f"Capitals of the smallest words are {found.note:.1f} mm high"
    if found.note < CAPITALS_MM:
        yield Advice(
            "screen",
            f"{told}, wanted {CAPITALS_MM:g} mm (usual words {found.body:.1f} mm)",
            f"A screen of {wide * CAPITALS_MM / found.note:.0f} cm on its short side would do;"
            " until then visitors can choose larger words",
        )
    elif found.note < CAPITALS_WELL_MM:
        yield Advice(
            "screen",
            f"{told}, recommended {CAPITALS_WELL_MM:g} mm (usual words {found.body:.1f} mm)",
            "Visitors can choose larger words",
        )


def _of_touch(found: ScreenMeasures) -> Iterator[Advice]:
    if found.target < TARGET_MM:
        yield Advice(
            "screen",
            f"The smallest button is {found.target:.1f} mm high, wanted {TARGET_MM:g} mm",
            f"A screen {TARGET_MM / found.target:.1f} times as large would do",
        )
    wanted = f"wanted {LOW_MM:.0f} to {HIGH_MM:.0f} mm"
    heights = f"In reach mode, buttons are at {found.lowest:.0f} to {found.highest:.0f} mm, {wanted}"
    if found.highest > HIGH_MM:
        yield Advice("cabinet.panel", heights, f"Hang the screen {found.highest - HIGH_MM:.0f} mm lower")
    elif found.lowest < LOW_MM:
        yield Advice("cabinet.panel", heights, f"Hang the screen {LOW_MM - found.lowest:.0f} mm higher")


def _of_doors(cabinet: Cabinet) -> Iterator[Advice]:
    homes = tuple(cabinet.compartments())
    away = [home for home in homes if not home.in_reach]
    wanted = f"{LOW_MM:.0f} to {HIGH_MM:.0f} mm"
    if away:
        few = ", ".join(home.label for home in away[:12]) + (", ..." if len(away) > 12 else "")
        number = "1 door is" if len(away) == 1 else f"{len(away)} doors are"
        yield Advice(
            "cabinet.columns",
            f"{number} out of reach of a seated person, of {len(homes)} (the middle at {wanted}): {few}",
            "Whoever asks for a low door gets another one, as long as one is free",
        )
    for size in cabinet.sizes:
        own = [home for home in homes if home.size == size]
        if own and not any(home.in_reach for home in own):
            yield Advice(
                "cabinet.columns",
                f"No compartment of size {size} is within reach of a seated person ({wanted})",
                "Put one of that size lower, or parcels of that size can't be given to them",
            )
