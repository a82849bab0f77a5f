"""`cubby label explain CODE` and `cubby label check FILE`: labels and carriers' files, without a kiosk."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any, Final, assert_never

from kiosk.access.codes import (
    CarrierLabel,
    CodeFault,
    CodeRefused,
    Offline,
    Sscc,
    Token,
    classify,
)
from kiosk.labels.carriers import Carriers
from kiosk.labels.rule import CheckFound, LabelReading
from kiosk.site.carriers.folder import carrier_files, carriers_of, load_carrier
from kiosk.site.loading import load_site
from kiosk.site.problems import SiteRefused
from kiosk.terminal.answers import fail
from kiosk.usage import labels as usage

_NO_LABEL: Final = {
    CodeFault.EMPTY: "nothing stands there",
    CodeFault.TOO_LONG: "this is too long for a label",
    CodeFault.UNPRINTABLE: "there are characters in it that can't be seen",
    CodeFault.DAMAGED_TOKEN: "this is one of Cubby's codes, and damaged",
    CodeFault.NO_UNIT: "this says that it is a shipping unit, and has not eighteen digits",
    CodeFault.FOREIGN: "this is no label: a label has 6 to 40 letters A to Z, digits 0 to 9 and . / -",
}


def explain(argv: Sequence[str]) -> int:
    """0 for a label, whoever's it is; 1 for what is none."""
    given = usage.explain().parse_args(argv)
    try:
        known = (load_site(given.site).carriers if given.site else carriers_of(None)).known
    except SiteRefused as refusal:
        return fail(given, "label explain", str(refusal), f"`cubby site check {given.site}`")
    match classify(given.code):
        case CodeRefused(reason):
            return fail(given, "label explain", _NO_LABEL[reason])
        case Token() | Offline():
            return fail(given, "label explain", "this opens doors: a visitor's code or a badge, and no label")
        case Sscc(label) | CarrierLabel(label):
            pass
        case never:
            assert_never(never)
    if given.json:
        sys.stdout.write(json.dumps(_plain(known, given.code, label), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(_lines(known, given.code, label)) + "\n")
    return 0


def check(argv: Sequence[str]) -> int:
    """0 where every file is right; 1 with everything that is wrong with each, from its first line on."""
    given = usage.check().parse_args(argv)
    faults: list[dict[str, Any]] = []
    good: list[str] = []
    for named in given.files:
        try:
            files = carrier_files(named) if named.is_dir() else [named]
        except SiteRefused as refusal:
            faults += _faults(refusal)
            continue
        for file in files:
            try:
                carrier, _ = load_carrier(file)
            except SiteRefused as refusal:
                faults += _faults(refusal)
            else:
                good.append(f"{file}: no faults. {carrier.name}: {', '.join(r.name for r in carrier.rules)}.")
    if given.json:
        sys.stdout.write(json.dumps({"ok": not faults, "faults": faults}, ensure_ascii=False) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in (*good, *(each["text"] for each in faults)))
    if faults:
        many = f"{len(faults)} {'fault' if len(faults) == 1 else 'faults'}"
        sys.stderr.write(f"cubby label check: {many} in {', '.join(map(str, given.files))}\n")
    return 1 if faults else 0


def _faults(refusal: SiteRefused) -> Iterator[dict[str, Any]]:
    for each in refusal.problems:
        yield {
            "file": str(refusal.path),
            "line": each.line,
            "key": each.where,
            "what": each.what,
            "text": f"{refusal.path}: {each}",
        }


def _lines(known: Carriers, code: str, label: str) -> Iterator[str]:
    yield f"Compared as {label}"
    if numbers := known.numbers(code):
        yield f"or as {', '.join(numbers)}"
    readings = known.readings(code)
    if not readings:
        yield "No carrier's rule fits. The label is compared as it is, which does no harm."
    for number, read in enumerate(readings, 1):
        yield ""
        yield f"{number}. {read.carrier}: {read.rule}"
        yield f"   number  {read.number or 'none: this names no parcel'}"
        for piece in read.pieces:
            if piece.name not in {"number", "check"}:
                yield f"   {piece.name}  {piece.text}{f' ({piece.meaning})' if piece.meaning else ''}"
        yield f"   {_checked(read)}"
    if near := known.nearby(code):
        yield ""
        yield f"Perhaps {', '.join(near)} was meant: a courier is asked, never served silently."


def _checked(read: LabelReading) -> str:
    match read.check:
        case CheckFound.RIGHT:
            return f"check digit is right ({read.by})"
        case CheckFound.WRONG:
            then = "the number stays what it is" if read.counts else "the number is not taken without asking"
            return f"check digit is wrong ({read.by}): {read.expected} would be right; {then}"
        case CheckFound.NONE:
            return "no check digit"


def _plain(known: Carriers, code: str, label: str) -> dict[str, Any]:
    return {
        "ok": True,
        "label": label,
        "numbers": list(known.numbers(code)),
        "carrier": known.carrier_of(code),
        "misread": known.is_misread(code),
        "near": list(known.nearby(code)),
        "readings": [
            {
                "carrier": read.carrier,
                "rule": read.rule,
                "number": read.number,
                "parts": [{"name": p.name, "text": p.text, "meaning": p.meaning} for p in read.pieces],
                "check": {"found": read.check, "by": read.by, "expected": read.expected},
                "counts": read.counts,
            }
            for read in known.readings(code)
        ],
    }
