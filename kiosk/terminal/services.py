"""`cubby service check PATH` and `cubby service explain NAME`: service files, without a kiosk."""

from __future__ import annotations

import dataclasses
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from kiosk.custody.services.rules import ServiceRules, ServiceTexts
from kiosk.services.files import file_at, name_of
from kiosk.services.flat import check_flat, is_flat
from kiosk.services.reading import load_rules
from kiosk.site.loading import load_site
from kiosk.site.problems import SiteRefused
from kiosk.site.text import read_file
from kiosk.terminal.answers import fail
from kiosk.terminal.text import services as texts
from kiosk.usage import services as usage
from kiosk.usage.common import SITE


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
        "languages": [each.language for each in rules.texts] if rules else [],
    }
    return json.dumps(told, ensure_ascii=False)


def _summary(file: Path, rules: ServiceRules | None) -> str:
    if rules is None:
        return (
            f"{file}: no faults. A courier brings it, and its recipient collects it (a file without steps)."
        )
    steps = ", ".join(step.name for step in rules.steps)
    languages = ", ".join(each.language for each in rules.texts)
    return f"{file}: no faults. {rules.id} {rules.version}: {steps}; {languages}."


def explain(argv: Sequence[str]) -> int:
    """The service of a site in plain sentences, as the site has it."""
    parser = usage.explain()
    given = parser.parse_args(argv)
    if given.site is None:
        parser.error(f"which site? name its file with --site, or set {SITE}")
    try:
        site = load_site(given.site)
    except SiteRefused as refusal:
        attempt = f"`cubby site check {given.site}` tells all of it"
        return fail(given, "service explain", f"{refusal}".splitlines()[0], attempt)
    service = site.services.get(given.name)
    if service is None or service.rules is None:
        known = ", ".join(sorted(site.services))
        return fail(given, "service explain", f"{given.site} has no service {given.name}; it has {known}")
    rules = service.rules
    language = given.language or site.languages[0]
    steps = texts.steps(rules)
    if given.json:
        shown = texts.texts_in(rules, language)
        told = {
            "ok": True,
            "service": rules.id,
            "version": rules.version,
            "digest": rules.digest,
            "principal": rules.principal,
            "texts": dataclasses.asdict(shown) if shown else None,
            "whole": texts.whole(rules),
            "steps": [{"name": name, "sentences": sentences} for name, sentences in steps],
        }
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
        return 0
    lines = [texts.heading(rules, language)]
    for number, (name, sentences) in enumerate(steps, 1):
        lines += ["", f"{number}. {name}", *(f"   {each}" for each in sentences)]
    lines += ["", *texts.whole(rules)]
    lines += _own_words(texts.texts_in(rules, language))
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _own_words(shown: ServiceTexts | None) -> list[str]:
    """What screens show of the service's own texts besides its name."""
    if shown is None:
        return []
    asked = [*shown.questions, *shown.conditions]
    lines = ["", "Screens ask:", *(f"   {each}" for each in asked)] if asked else []
    return lines + (
        ["", "Terms:", *(f"   {each}" for each in shown.terms.splitlines())] if shown.terms else []
    )
