"""`[brand]`: the operator's name, logo and colour on the screen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from kiosk.site.kinds import STRICT, Text
from kiosk.site.problems import SiteProblem, found

_LARGEST: Final = 512 * 1024
_PNG: Final = b"\x89PNG\r\n\x1a\n"


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
    accent: Colour | None = None


@dataclass(frozen=True, slots=True)
class BrandSite:
    """What home shows: `name`, `logo` (SVG or PNG) and `accent`, `#RRGGBB`; each may be empty."""

    name: str = ""
    logo: Path | None = None
    accent: str = ""


def build_brand(table: BrandTable, folder: Path) -> BrandSite:
    """`folder`: where the site file lies; `table` has no problems there."""
    logo = None if table.logo is None else (folder / table.logo).resolve()
    return BrandSite(table.name or "", logo, table.accent or "")


def brand_problems(table: BrandTable, folder: Path) -> Iterator[SiteProblem]:
    """What is wrong with the logo, which is looked for from the site file's folder."""
    if table.logo is not None and (wanted := _wanted(folder / table.logo)):
        yield SiteProblem("brand.logo", found(table.logo, wanted))


def _wanted(logo: Path) -> str:
    """What a logo has to be and this one is not; empty where it is good."""
    if logo.suffix.lower() not in (".svg", ".png"):
        return 'a picture that ends with ".svg" or ".png"'
    try:
        if not logo.is_file():
            return f"a file that is there (looked for {logo})"
        if logo.stat().st_size > _LARGEST:
            return f"a picture of at most {_LARGEST // 1024} KB"
        content = logo.read_bytes()
    except (OSError, ValueError) as refusal:
        return f"a file that can be read ({refusal})"
    if logo.suffix.lower() == ".png":
        return "" if content.startswith(_PNG) else "a picture in PNG, which this is not"
    return "" if b"<svg" in content else "a picture in SVG, which this is not"
