"""Pictures that a site file names: PNG and plain SVG, held to limits before anything draws them."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.parsers import expat

_PNG: Final = b"\x89PNG\r\n\x1a\n"
_ELEMENTS: Final = 5_000
_DEPTH: Final = 50
_DRAWN: Final = frozenset(
    {
        "svg", "g", "defs", "title", "desc", "metadata", "style", "path", "rect", "circle", "ellipse", "line",
        "polyline", "polygon", "text", "tspan", "linearGradient", "radialGradient", "stop", "clipPath",
    }
)  # fmt: skip
"""What a logo is drawn with. Nothing that runs, loads, repeats itself or is filtered."""
_RISKY: Final = frozenset(
    {
        "a", "animate", "animateColor", "animateMotion", "animateTransform", "audio", "filter",
        "foreignObject", "image", "marker", "mask", "pattern", "script", "set", "switch", "symbol", "use",
        "video",
    }
)  # fmt: skip
"""Refused with any prefix: what draws a picture doesn't look at prefixes."""
_LOADS: Final = re.compile(r"url\(\s*['\"]?(?!#)|@import|javascript:|expression\(", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PictureLimits:
    """`largest` in bytes; `pixels` of a PNG in all, and `side` along its longer side."""

    largest: int
    pixels: int
    side: int


class _Unfit(Exception):  # noqa: N818  says what is wanted
    """What an SVG has to be and is not."""


def unfit(file: Path, limits: PictureLimits) -> str:
    """What a picture has to be and this file is not, behind "wanted"; empty where it is good."""
    kind = file.suffix.lower()
    if kind not in (".svg", ".png"):
        return 'a picture that ends with ".svg" or ".png"'
    try:
        if not file.is_file():
            return f"a file that is there (looked for {file})"
        if file.stat().st_size > limits.largest:
            return f"a picture of at most {limits.largest // 1024} KB"
        content = file.read_bytes()
    except (OSError, ValueError) as refusal:
        return f"a file that can be read ({refusal})"
    return _unfit_png(content, limits) if kind == ".png" else _unfit_svg(content)


def _unfit_png(content: bytes, limits: PictureLimits) -> str:
    if not content.startswith(_PNG):
        return "a picture in PNG, which this is not"
    at, size, data = len(_PNG), None, 0
    while at + 12 <= len(content):
        (length,) = struct.unpack_from(">I", content, at)
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        end = at + 12 + length
        if end > len(content):
            break
        if zlib.crc32(kind + body) != struct.unpack_from(">I", content, end - 4)[0]:
            return "a whole PNG; this one is damaged"
        if size is None:
            if kind != b"IHDR" or length != 13:
                return "a whole PNG; this one is damaged"
            size = struct.unpack_from(">II", body)
        data += length if kind == b"IDAT" else 0
        if kind == b"IEND":
            return _unfit_size(size, limits) if data else "a whole PNG; this one is empty"
        at = end
    return "a whole PNG; the end of this one is missing"


def _unfit_size(size: tuple[int, int], limits: PictureLimits) -> str:
    wide, high = size
    if not (0 < wide <= limits.side and 0 < high <= limits.side and wide * high <= limits.pixels):
        most = limits.pixels / 1_000_000
        return (
            f"at most {limits.side} pixels a side and {most:g} million in all; this one has {wide} x {high}"
        )
    return ""


def _unfit_svg(content: bytes) -> str:
    parser = expat.ParserCreate()
    shapes = _Shapes()
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = shapes.start, shapes.end
    parser.CharacterDataHandler = shapes.text
    parser.StartDoctypeDeclHandler = shapes.doctype
    try:
        parser.Parse(content, True)  # noqa: FBT003  expat's own signature
    except _Unfit as wanted:
        return str(wanted)
    except (expat.ExpatError, ValueError):
        return "a picture in SVG, which this is not"
    return ""


class _Shapes:
    """Looks at each element as it is read; raises `_Unfit`."""

    def __init__(self) -> None:
        self._depth = 0
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._count += 1
        local = name.rpartition(":")[2]
        if self._count == 1 and local != "svg":
            raise _Unfit("a picture in SVG, which this is not")
        # Editors keep notes of their own in elements with a prefix; nothing of them is drawn.
        if local in _RISKY or (local not in _DRAWN and (":" not in name or name.startswith("svg:"))):
            raise _Unfit(f"an SVG of plain shapes, without <{local[:20]}>")
        if self._count > _ELEMENTS or self._depth > _DEPTH:
            raise _Unfit(f"an SVG of at most {_ELEMENTS} shapes, {_DEPTH} deep")
        for key, value in attributes.items():
            attribute = key.rpartition(":")[2].lower()
            loads = attribute == "href" and not value.startswith("#")
            if attribute.startswith("on") or loads or _LOADS.search(value):
                raise _Unfit(
                    f"an SVG that runs and loads nothing, without {attribute[:20]} on <{local[:20]}>"
                )

    def end(self, _name: str) -> None:
        self._depth -= 1

    def text(self, said: str) -> None:
        if _LOADS.search(said):
            raise _Unfit("an SVG that runs and loads nothing")

    def doctype(self, *_: object) -> None:
        raise _Unfit("an SVG without <!DOCTYPE")
