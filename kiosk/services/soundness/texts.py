"""Texts: what a screen asks is said, and in as many lines in every language, as answers have numbers."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from kiosk.custody.services.rules import EvidenceKind, EvidenceRule, ServiceRules
from kiosk.custody.words import Act
from kiosk.services.soundness.courses import at, before
from kiosk.site.problems import SiteProblem, doubles

_NO_DOOR: Final = frozenset({Act.PAY, Act.DECIDE})
_OF_A_THING: Final = frozenset({EvidenceKind.PHOTO, EvidenceKind.WEIGHT, EvidenceKind.SEAL})


def text_problems(rules: ServiceRules) -> Iterator[SiteProblem]:
    first = rules.texts[0] if rules.texts else None
    for other in rules.texts[1:]:
        for key in ("questions", "conditions"):
            mine, theirs = len(getattr(other, key)), len(getattr(first, key))
            if first is not None and mine != theirs:
                told = f'found {mine} of them, and {theirs} in "{first.language}"; wanted as many'
                yield SiteProblem(f"texts.{other.language}.{key}", told)
    for step in rules.steps:
        kinds = [each.kind for each in step.evidence]
        yield from doubles(at(step, "evidence"), "the evidence", kinds)
        for kind, key in ((EvidenceKind.TEXT, "questions"), (EvidenceKind.CONDITIONS, "conditions")):
            if kind in kinds and first is not None and not getattr(first, key):
                told = f'found "{kind}" while no text says what to ask; wanted `{key}` under [texts.LANG]'
                yield SiteProblem(at(step, "evidence"), told)
        if step.act in _NO_DOOR:
            for kind in (each for each in kinds if each in _OF_A_THING):
                told = f'found "{kind}" of nothing: a {step.act} has no thing; wanted it where a door opens'
                yield SiteProblem(at(step, "evidence"), told)
        sealed = any(_is_seal(each) for earlier in before(rules, step) for each in earlier.evidence)
        if step.act is Act.COLLECT and EvidenceKind.SEAL in kinds and not sealed:
            told = 'found "seal" on the way out and none on the way in to compare it with'
            yield SiteProblem(at(step, "evidence"), f'{told}; wanted "seal" in the deposit as well')


def _is_seal(rule: EvidenceRule) -> bool:
    return rule.kind is EvidenceKind.SEAL
