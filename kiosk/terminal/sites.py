"""`cubby site check FILE` and `cubby site new FILE`: site files, without a kiosk."""

from __future__ import annotations

import json
import os
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from hardware.probe.ports import stable_ports
from kiosk.journal.files import write_whole
from kiosk.site.fonts import fonts_missing
from kiosk.site.loading import load_site
from kiosk.site.measures import advice, measures_of
from kiosk.site.parts.brand import words_on
from kiosk.site.parts.money.terminals import passwords_amiss
from kiosk.site.problems import SiteRefused
from kiosk.site.questions import ask_for_site
from kiosk.site.sketch import drawing
from kiosk.site.whole import Site
from kiosk.terminal.answers import fail
from kiosk.usage import sites as usage
from kiosk.usage.common import SITE

_ZONE: Final = Path("/etc/timezone")


def check(argv: Sequence[str]) -> int:
    """0 where the file is right; 1 with everything that is wrong with it, from its first line on.

    What some people can't read, touch or reach is a warning, and no fault.
    """
    parser = usage.check()
    given = parser.parse_args(argv)
    named = given.file or os.environ.get(SITE)
    if not named:
        parser.error(f"which file? name it, or set {SITE}")
    file = Path(named)
    try:
        site = load_site(file)
    except SiteRefused as refusal:
        if given.json:
            _say_json(file, refusal)
        else:
            sys.stdout.write(f"{refusal}\n")
        number = len(refusal.problems)
        sys.stderr.write(f"cubby site check: {number} {'fault' if number == 1 else 'faults'} in {file}\n")
        return 1
    if given.json:
        sys.stdout.write(json.dumps(_told(file, site), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(_summary(file, site) + "\n")
        if drawn := drawing(site.cabinet, plain=given.ascii or not _can_draw()):
            sys.stdout.write(f"\n{drawn}\n")
        _warn(site)
    return 0


def _told(file: Path, site: Site) -> dict[str, Any]:
    found = measures_of(site)
    return {
        "ok": True,
        "file": str(file),
        "faults": [],
        "measures": found.plain() if found else None,
        "warnings": [each.plain() for each in advice(site)],
    }


def _warn(site: Site) -> None:
    if site.brand.accent:
        words, ratio = words_on(site.brand.accent)
        sys.stdout.write(f"\nBrand: words on {site.brand.accent} are {words} ({ratio:.1f}:1).\n")
    warnings = [f"Warning: {each.about}: {each.text}\n" for each in advice(site)]
    warnings += [
        f"Warning: languages: {font.text}: {font.remedy}\n" for font in fonts_missing(site.languages)
    ]
    warnings += [f"Warning: {each}. Cubby shows none meanwhile.\n" for each in site.brand.left_out]
    warnings += [f"Warning: carriers: {each}. It is left out meanwhile.\n" for each in site.carriers.left_out]
    warnings += [f"Warning: {each}\n" for each in passwords_amiss(site.terminals)]
    if warnings:
        sys.stdout.write("\n" + "".join(warnings))


def new(argv: Sequence[str]) -> int:
    given = usage.new().parse_args(argv)
    file: Path = given.file
    if file.exists() or file.is_symlink():
        return fail(None, "site new", f"{file} is there already; nothing was changed", "another name")
    if not file.parent.is_dir():
        return fail(None, "site new", f"there is no folder {file.parent}")
    ports = [port for port in stable_ports() if port.startswith("/dev/serial/")]
    try:
        text = ask_for_site(_ask, print, ports[0] if len(ports) == 1 else "", _own_zone())
    except EOFError:
        sys.stdout.write("\n")
        return fail(None, "site new", "the answers ended before the questions; nothing was written")
    try:
        write_whole(file, text.encode())
        site = load_site(file)
    except (OSError, SiteRefused) as failure:
        return fail(None, "site new", f"{file} was not written: {failure}")
    sys.stdout.write(f"\n{_summary(file, site)}\n")
    if drawn := drawing(site.cabinet, plain=not _can_draw()):
        sys.stdout.write(f"\n{drawn}\n")
    sys.stdout.write(f"\nNext: `cubby probe`, then `cubby run --site {file} --data DIR`.\n")
    return 0


def _ask(question: str) -> str:
    sys.stdout.write(question)
    sys.stdout.flush()
    line = sys.stdin.readline()
    if not line:
        raise EOFError
    return line


def _own_zone() -> str:
    """The time zone of this machine, where Debian says it."""
    try:
        return _ZONE.read_text("ascii").strip()
    except (OSError, UnicodeDecodeError):
        return "UTC"


def _say_json(file: Path, refusal: SiteRefused) -> None:
    faults = [{"line": each.line, "key": each.where, "what": each.what} for each in refusal.problems]
    told = {"ok": False, "file": str(refusal.path), "asked": str(file), "faults": faults}
    sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")


def _summary(file: Path, site: Site) -> str:
    homes = list(site.cabinet.compartments())
    sizes = Counter(home.size for home in homes)
    boards = [bank for bus in site.buses for bank in bus.banks]
    told = ", ".join(f"{sizes[name]} {name}" for name in site.cabinet.sizes if sizes[name])
    doors = f"{_counted(len(homes), 'compartment')} ({told})" if homes else "doors still to be learned"
    return (
        f"{file}: no faults. {site.id}: {doors}, {_counted(len(boards), 'board')} on"
        f" {_counted(len(site.buses), 'line')}; {', '.join(site.services)}; {', '.join(site.languages)}."
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _can_draw() -> bool:
    try:
        "─│".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
