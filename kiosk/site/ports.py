"""The same site on other ports: what a simulated site hands to a real kiosk."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path


def write_with_ports(
    source: Path, target: Path, buses: Mapping[str, Path], scanner: Path | None, camera: Path | None
) -> None:
    """Write `source`, a site file that loads, to `target` with these ports and readers and no others."""
    content = tomllib.loads(source.read_text("utf-8"))
    content["buses"] = [bus | {"port": str(buses[bus["name"]])} for bus in content["buses"]]
    content = {key: value for key, value in content.items() if key not in {"scanner", "camera"}}
    if scanner is not None:
        content["scanner"] = {"port": str(scanner)}
    if camera is not None:
        content["camera"] = {"source": f"folder:{camera}"}
    lines = (f"{_text(key)} = {_inline(value)}\n" for key, value in content.items())
    target.write_text("".join(lines), "utf-8")


def _inline(value: object) -> str:
    match value:
        case dict():
            return "{" + ", ".join(f"{_text(key)} = {_inline(each)}" for key, each in value.items()) + "}"
        case list():
            return "[" + ", ".join(_inline(each) for each in value) + "]"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return repr(value)
        case _:
            return _text(str(value))


def _text(text: str) -> str:
    # JSON's quoting is TOML's, but for the one control character that JSON leaves as it is.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")
