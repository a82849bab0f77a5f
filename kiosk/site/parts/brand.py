"""`[brand]`: the operator's name, pictures and colour on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from kiosk.site.kinds import STRICT, Text
from kiosk.site.parts.pictures import PictureLimits, unfit
from kiosk.site.problems import SiteProblem, found

LOGO: Final = PictureLimits(largest=512 * 1024, pixels=2_000_000, side=4096)
PICTURE: Final = PictureLimits(largest=2 * 1024 * 1024, pixels=8_300_000, side=4096)
"""As many pixels as the largest screens have."""
READABLE: Final = 4.5
"""The least contrast of words, WCAG 2.2, 1.4.3."""
_WORDS: Final = {"white": "#FFFFFF", "ink": "#0B0E11", "black": "#000000"}


def _colour(text: str) -> str:
    digits = text.removeprefix("#")
    if len(digits) != 6 or text == digits or set(digits.lower()) - set("0123456789abcdef"):
        raise ValueError('a colour such as "#0B5FFF"')
    return text


Colour = Annotated[str, AfterValidator(_colour)]
Short = Annotated[Text, Field(max_length=40)]


@dataclass(frozen=True, slots=True, kw_only=True)
class BrandTable:
    __pydantic_config__ = STRICT
    name: Short | None = None
    logo: Text | None = None
    picture: Text | None = None
    accent: Colour | None = None


@dataclass(frozen=True, slots=True)
class BrandSite:
    """`name`, `logo` and `picture` (SVG or PNG) and `accent`, `#RRGGBB`; each may be empty.

    `left_out`: pictures that can't be shown, and why. The kiosk serves without them.
    """

    name: str = ""
    logo: Path | None = None
    accent: str = ""
    picture: Path | None = None
    left_out: tuple[SiteProblem, ...] = ()


def build_brand(table: BrandTable, folder: Path) -> BrandSite:
    """`folder`: where the site file is, from which the pictures are looked for."""
    left_out = tuple(_unshown(table, folder))
    bad = {problem.where for problem in left_out}

    def shown(key: str, name: str | None) -> Path | None:
        return None if name is None or f"brand.{key}" in bad else (folder / name).resolve()

    return BrandSite(
        table.name or "",
        shown("logo", table.logo),
        table.accent or "",
        shown("picture", table.picture),
        left_out,
    )


def _unshown(table: BrandTable, folder: Path) -> Iterator[SiteProblem]:
    for key, name, limits in (("logo", table.logo, LOGO), ("picture", table.picture, PICTURE)):
        if name is not None and (wanted := unfit(folder / name, limits)):
            yield SiteProblem(f"brand.{key}", found(name, wanted))


def words_on(accent: str) -> tuple[str, float]:
    """What words on a fill of this colour are (`white`, `ink` or `black`), and their contrast, 1 to 21.

    The first that can be read, as the window chooses (`readableOn` in `ui/qml/theme/colours.js`). Of white
    and black one always can: the better of both has at least 4.58 on any colour.
    """
    ratios = {name: contrast(accent, colour) for name, colour in _WORDS.items()}
    name = next((each for each, ratio in ratios.items() if ratio >= READABLE), "black")
    return name, ratios[name]


def contrast(one: str, other: str) -> float:
    """Of two colours `#RRGGBB`, from 1 to 21, as WCAG 2.2 defines it."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))
