"""`cubby service explore NAME`: every state of a case of a service, and the shortest way to each ending."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kiosk.custody.services.rules import ServiceRules
from kiosk.services.exploring.moves import CaseMove
from kiosk.services.exploring.spread import ServiceSpace, spread
from kiosk.services.files import file_at, names, service_file
from kiosk.services.reading import load_rules
from kiosk.site.loading import load_site
from kiosk.site.problems import SiteRefused
from kiosk.terminal.answers import fail
from kiosk.terminal.text import exploring as texts
from kiosk.usage import services as usage

_COMMAND = "service explore"


class NoSuchService(LookupError):  # noqa: N818  says what is the matter
    """The text says what there is instead."""


def explore(argv: Sequence[str]) -> int:
    """0 where every state can end and every step is done by somebody; else 1, with what gets stuck."""
    given = usage.explore().parse_args(argv)
    try:
        rules = _rules(given.name, given.site)
    except SiteRefused as refusal:
        return fail(given, _COMMAND, f"{refusal}".splitlines()[0], "`cubby service check` tells all of it")
    except NoSuchService as refusal:
        return fail(given, _COMMAND, str(refusal))
    space = spread(rules)
    wrong = texts.faults(rules, space)
    if given.json:
        sys.stdout.write(json.dumps(_as_json(rules, space, wrong), ensure_ascii=False) + "\n")
    else:
        sys.stdout.write("\n".join(_lines(rules, space, wrong)) + "\n")
    return 0 if space.sound else 1


def _rules(name: str, site: Path | None) -> ServiceRules:
    """Of a site's service as the site has it, of one that comes with Cubby, or of a file. Raises SiteRefused,
    NoSuchService."""
    if site is not None:
        services = load_site(site).services
        rules = services[name].rules if name in services else None
        if rules is None:
            raise NoSuchService(f"{site} has no service {name}; it has {', '.join(sorted(services))}")
        return rules
    path = Path(name)
    file = file_at(path) if path.exists() else service_file(name)
    if file is None:
        raise NoSuchService(f"there is no service {name}; Cubby comes with {', '.join(names())}")
    return load_rules(file)


def _lines(rules: ServiceRules, space: ServiceSpace, wrong: list[str]) -> list[str]:
    lines = [texts.summary(rules, space)]
    for each in space.endings:
        moves = "1 move" if len(each.way) == 1 else f"{len(each.way)} moves"
        lines += ["", f"Over after {moves}:", *texts.numbered(rules, each.way)]
    return lines + (["", *wrong] if wrong else [])


def _as_json(rules: ServiceRules, space: ServiceSpace, wrong: list[str]) -> dict[str, Any]:
    return {
        "ok": space.sound,
        "service": rules.id,
        "version": rules.version,
        "digest": rules.digest,
        "states": space.states,
        "moves": space.moves,
        "endings": [[_move(rules, move) for move in each.way] for each in space.endings],
        "stuck": [[_move(rules, move) for move in way] for way in space.stuck],
        "undone": list(space.undone),
        "faults": wrong,
    }


def _move(rules: ServiceRules, move: CaseMove) -> dict[str, str]:
    return {
        "kind": str(move.kind),
        "thing": move.thing,
        "step": str(move.step),
        "party": move.party,
        "answer": move.answer,
        "says": texts.sentence(rules, move),
    }
