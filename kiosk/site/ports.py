"""A copy of a site file with other ports or other keys, such as a simulated site hands to a real kiosk."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from kiosk.services.files import own_files


def write_with_ports(
    source: Path,
    target: Path,
    buses: Mapping[str, Path],
    scanner: Path | None,
    camera: Path | None,
    sensors: Mapping[str, Path] | None = None,
    printer: Path | None = None,
    badges: Path | None = None,
    supplies: Mapping[str, str] | None = None,
    terminals: Mapping[str, Path] | None = None,
) -> None:
    """Write `source`, a site file that loads, to `target` with these ports and readers and no others.

    A machine that is played with is never switched off: it rests where its file says so.
    """
    content = tomllib.loads(source.read_text("utf-8"))
    felt = [line | {"port": str(sensors[line["name"]])} for line in content.get("sensors", []) if sensors]
    lines = content["buses"]
    paid = [_terminal(one, terminals) for one in content.get("terminals", []) if terminals]
    changes: dict[str, object] = {
        "buses": [bus | {"port": str(buses[bus["name"]])} for bus in lines],
        "scanner": None if scanner is None else {**content.get("scanner", {}), "port": str(scanner)},
        "sensors": felt or None,
        "printer": None if printer is None else {**content["printer"], "port": str(printer)},
        "badges": None if badges is None else {"port": str(badges)},
        "power": _power(content["power"], supplies) if supplies and "power" in content else None,
        "terminals": paid or None,
        "camera": None if camera is None else {"source": f"folder:{camera}"},
    }
    write_changed(source, target, changes)


def _power(power: dict[str, Any], ports: Mapping[str, str]) -> dict[str, Any]:
    carried = [supply | {"port": ports[supply["name"]]} for supply in power["supplies"]]
    return power | {"supplies": carried, "when_low": "rest"}


def _terminal(terminal: dict[str, Any], ports: Mapping[str, Path]) -> dict[str, Any]:
    """With the factory's password: a simulated one asks for no other."""
    kept = {key: value for key, value in terminal.items() if key != "password"}
    return kept | {"port": str(ports[terminal.get("name", "terminal")])}


def write_changed(source: Path, target: Path, changes: Mapping[str, object]) -> None:
    """Write `source` to `target` with other values for some of its top keys; None leaves the key out.
    The site's own services go with it."""
    content: dict[str, object] = {**tomllib.loads(source.read_text("utf-8")), **changes}
    lines = (f"{_text(key)} = {_inline(value)}\n" for key, value in content.items() if value is not None)
    target.write_text("".join(lines), "utf-8")
    if source.parent != target.parent:
        for file in own_files(source):
            (target.parent / file).parent.mkdir(parents=True, exist_ok=True)
            (target.parent / file).write_bytes((source.parent / file).read_bytes())


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
