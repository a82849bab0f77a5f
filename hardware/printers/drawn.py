"""Text as a picture, for scripts without a printer font: joined letters, in the right direction."""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont, features

_NOTO = "/usr/share/fonts/truetype/noto/NotoSans{}-Regular.ttf"
_SHIPPED = Path(__file__).resolve().parents[2] / "fonts"  # a release's own, for machines that have none
FONTS = (
    "/usr/share/fonts/truetype/dejavu/DejaVuSans.ttf",
    *(_NOTO.format(script) for script in ("", "Arabic", "Hebrew", "Devanagari", "Thai")),
    "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc",
    *(str(_SHIPPED / f"{name}.ttf") for name in ("DejaVuSans", "NotoSans-Regular", "NotoSansArabic-Regular")),
)
"""Asked in this order: the first that has all letters of a paragraph draws it."""

SMALL, LARGE = 26, 48
"""Heights in dots of paper with 203 dots an inch, near a printer's own letters."""
_NO_SUCH_LETTER = "\U0010fffd"


class NoLettersError(Exception):
    """No font here has these letters, or nothing here can order them from right to left."""


def picture(
    text: str, width: int, *, large: bool, centred: bool, fonts: tuple[str, ...] = FONTS
) -> Image.Image:
    """`text` in black on white, `width` dots wide and as high as it takes. Raises `NoLettersError`."""
    from_right = is_from_right(text)
    if from_right and not (features.check("raqm") and features.check("fribidi")):
        raise NoLettersError("libfribidi is missing")
    font = _font_for(text, LARGE if large else SMALL, fonts)
    lines = _wrapped(text, font, width)
    ascent, descent = font.getmetrics()
    height = ascent + descent
    page = Image.new("L", (width, height * len(lines)), 255)
    pen = ImageDraw.Draw(page)
    direction = "rtl" if from_right else None
    anchor, x = ("ma", width / 2) if centred else ("ra", width) if from_right else ("la", 0)
    for n, line in enumerate(lines):
        pen.text((x, n * height), line, fill=0, font=font, anchor=anchor, direction=direction)
    return page.point(lambda grey: 255 if grey > 128 else 0)


def is_from_right(text: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return next((found in {"R", "AL"} for found in directions if found in {"L", "R", "AL"}), False)


def _wrapped(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".lstrip()
        if font.getlength(longer) <= width:
            lines[-1] = longer
            continue
        if lines[-1]:
            lines.append("")
        for character in word:
            if lines[-1] and font.getlength(lines[-1] + character) > width:
                lines.append("")
            lines[-1] += character
    return lines


def _font_for(text: str, size: int, fonts: tuple[str, ...]) -> ImageFont.FreeTypeFont:
    letters = {character for character in text if unicodedata.category(character)[0] not in "ZMC"}
    for path in fonts:
        if Path(path).exists() and all(_has(path, letter) for letter in letters):
            return _font(path, size)
    raise NoLettersError("no font has all letters")


@lru_cache(maxsize=32)
def _font(path: str, size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(path, size)


@lru_cache(maxsize=4096)
def _has(path: str, letter: str) -> bool:
    return _shape(path, letter) != _shape(path, _NO_SUCH_LETTER)


@lru_cache(maxsize=4096)
def _shape(path: str, letter: str) -> tuple[bytes, tuple[float, float, float, float]]:
    font = _font(path, SMALL)
    return bytes(font.getmask(letter)), font.getbbox(letter)
