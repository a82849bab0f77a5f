"""Carriers' files of a folder: each by itself, so that a fault in one leaves the others in force."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from pydantic import TypeAdapter, ValidationError

from kiosk.labels.carriers import Carrier, Carriers
from kiosk.site.carriers.faults import faults
from kiosk.site.carriers.shape import CarrierTable, build_carrier
from kiosk.site.positions import placed
from kiosk.site.problems import SiteProblem, SiteRefused, found, from_validation
from kiosk.site.text import read_file

SHIPPED: Final = Path(__file__).resolve().parents[3] / "assets" / "carriers"
MOST_FILES: Final = 200
_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_FILE: Final = TypeAdapter(CarrierTable)


@dataclass(frozen=True, slots=True)
class CarrierFault:
    """What is wrong with a file, which is left out for it."""

    file: Path
    problem: SiteProblem

    def __str__(self) -> str:
        return f"{self.file}: {self.problem}"


@dataclass(frozen=True, slots=True)
class CarriersSite:
    """The carriers whose labels this machine knows. `left_out`: files that can't be used, and why."""

    known: Carriers = field(default_factory=Carriers)
    left_out: tuple[CarrierFault, ...] = ()


def carriers_of(folder: Path | None) -> CarriersSite:
    """Those that Cubby brings, and those of `folder`: a file of the same name replaces Cubby's.

    A file that can't be used is left out; Cubby's of that name holds meanwhile.
    """
    tables: dict[str, tuple[Carrier, object]] = {}
    left_out: list[CarrierFault] = []
    for place in (SHIPPED, folder):
        if place is None:
            continue
        try:
            files = carrier_files(place)
        except SiteRefused as refusal:
            left_out += _faults(refusal)
            continue
        if len(files) > MOST_FILES:
            told = f"found {len(files)} files; wanted {MOST_FILES} at most"
            left_out.append(CarrierFault(place, SiteProblem("", told)))
        for file in files[:MOST_FILES]:
            try:
                tables[file.stem] = load_carrier(file)
            except SiteRefused as refusal:
                left_out += _faults(refusal)
    canonical = json.dumps([(id_, said) for id_, (_, said) in sorted(tables.items())], sort_keys=True)
    digest = hashlib.sha256(canonical.encode()).hexdigest()
    every = tuple(carrier for _, (carrier, _) in sorted(tables.items()))
    return CarriersSite(Carriers(every, digest), tuple(left_out))


def carrier_files(folder: Path) -> list[Path]:
    """The files of a folder, by name. Raises SiteRefused where there is no such folder."""
    try:
        return sorted(file for file in folder.iterdir() if file.suffix == ".toml")
    except OSError as refusal:
        told = f"it can't be read ({refusal.strerror}); wanted a folder with carriers' files"
        raise SiteRefused(folder, [SiteProblem("", told)]) from None


def load_carrier(file: Path) -> tuple[Carrier, object]:
    """What a file says, and the same as JSON has it. Raises SiteRefused with a sentence a problem."""
    if not _NAME.fullmatch(file.stem):
        told = found(file.name, 'a name such as "my-carrier.toml": small letters, digits and -')
        raise SiteRefused(file, [SiteProblem("", told)])
    text, content = read_file(file)
    try:
        # By way of JSON: strict there means no guessing among types, yet lists and tables are taken.
        table = _FILE.validate_json(json.dumps(content, default=str))
    except ValidationError as refusal:
        problems: Iterable[SiteProblem] = from_validation(refusal, content, CarrierTable)
        raise SiteRefused(file, placed(problems, text, content)) from None
    problems = list(faults(table))
    if problems:
        raise SiteRefused(file, placed(problems, text, content))
    return build_carrier(file.stem, table), _FILE.dump_python(table, mode="json")


def _faults(refusal: SiteRefused) -> Iterator[CarrierFault]:
    return (CarrierFault(refusal.path, problem) for problem in refusal.problems)
