"""`cubby service check PATH`: service files, without a kiosk."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk.custody.services.rules import ServiceRules
from kiosk.services.files import file_at, name_of
from kiosk.services.flat import check_flat, is_flat
from kiosk.services.reading import load_rules
from kiosk.site.problems import SiteRefused
from kiosk.site.text import read_file
from kiosk.usage import services as usage


def check(argv: Sequence[str]) -> int:
    """0 where the file is right; 1 with everything that is wrong with it, from its first line on."""
    given = usage.check().parse_args(argv)
    file = file_at(given.path)
    try:
        rules = _rules(file)
    except SiteRefused as refusal:
        if given.json:
            faults = [{"line": each.line, "key": each.where, "what": each.what} for each in refusal.problems]
            told = {"ok": False, "file": str(refusal.path), "asked": str(file), "faults": faults}
            sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        else:
            sys.stdout.write(f"{refusal}\n")
        number = len(refusal.problems)
        sys.stderr.write(f"cubby service check: {number} {'fault' if number == 1 else 'faults'} in {file}\n")
        return 1
    sys.stdout.write((_as_json(file, rules) if given.json else _summary(file, rules)) + "\n")
    return 0


def _rules(file: Path) -> ServiceRules | None:
    """The rules; None for a file of 0.1, whose rules a site makes. Raises SiteRefused."""
    text, content = read_file(file)
    if is_flat(content):
        check_flat(file, text, content)
        return None
    return load_rules(file)


def _as_json(file: Path, rules: ServiceRules | None) -> str:
    told = {
        "ok": True,
        "file": str(file),
        "faults": [],
        "service": rules.id if rules else name_of(file),
        "version": rules.version if rules else None,
        "digest": rules.digest if rules else None,
        "steps": [step.name for step in rules.steps] if rules else [],
        "languages": [texts.language for texts in rules.texts] if rules else [],
    }
    return json.dumps(told, ensure_ascii=False)


def _summary(file: Path, rules: ServiceRules | None) -> str:
    if rules is None:
        return (
            f"{file}: no faults. A courier brings it, and its recipient collects it (a file without steps)."
        )
    steps = ", ".join(step.name for step in rules.steps)
    languages = ", ".join(texts.language for texts in rules.texts)
    return f"{file}: no faults. {rules.id} {rules.version}: {steps}; {languages}."
