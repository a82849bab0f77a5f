"""Whether a sound service can be lived by at one site: its doors, sizes, sensors, readers, money."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from kiosk.custody.cabinet.cabinet import Face
from kiosk.custody.proofs.factors import Rule
from kiosk.custody.services.rules import (
    EvidenceKind,
    SelectorKind,
    ServiceRules,
    SizePrice,
    StepRule,
    ThingRule,
)
from kiosk.custody.words import Act, Kind
from kiosk.services.soundness.charges import currencies_of
from kiosk.services.soundness.courses import at
from kiosk.site.parts.proofs import STAFFS
from kiosk.site.problems import SiteProblem, offered

_NO_DOOR: Final = frozenset({Act.PAY, Act.DECIDE})


@dataclass(frozen=True, slots=True)
class PlaceHere:
    """A compartment of the site, as far as a service asks."""

    label: str
    size: str
    features: frozenset[str]
    faces: frozenset[Face]
    temperature: str = ""


@dataclass(frozen=True, slots=True)
class MeansHere:
    """What a site has. `kinds`: of proof that its devices read; `evidence`: what they can take; `currency`
    empty where the site says none; `places` empty while its doors are still to be learned. `classes`: of
    temperature that the site knows."""

    sizes: tuple[str, ...]
    places: tuple[PlaceHere, ...]
    classes: frozenset[str]
    languages: tuple[str, ...]
    kinds: frozenset[Kind]
    evidence: frozenset[EvidenceKind]
    currency: str = ""
    least: Mapping[Act, Rule] = field(default_factory=dict)
    """The proof that the site asks of every service."""


def fit_problems(where: str, rules: ServiceRules, here: MeansHere) -> Iterator[SiteProblem]:
    """`where`: the service's key in the site file, before which each place is told."""
    for step in rules.steps:
        yield from _under(where, _money(step, here))
        yield from _under(where, _shown(step, here))
        yield from _under(where, _evidence(step, here))
    if here.places and any(step.act not in _NO_DOOR for step in rules.steps):
        for thing in rules.things:
            yield from _under(where, _place(rules, thing, here))


def text_fits(where: str, rules: ServiceRules, languages: tuple[str, ...]) -> Iterator[SiteProblem]:
    """A name in every language of the site; one without a country's code does for all countries."""
    said = {texts.language for texts in rules.texts}
    for language in languages:
        if said and not {language, language.partition("-")[0]} & said:
            told = f'found texts in {", ".join(sorted(said))}, and the site speaks "{language}"'
            yield SiteProblem(f"{where}.texts.{language}", f"{told}; wanted a `name` in it")


def _under(where: str, problems: Iterator[SiteProblem]) -> Iterator[SiteProblem]:
    for each in problems:
        yield SiteProblem(f"{where}.{each.where}", each.what)


def _money(step: StepRule, here: MeansHere) -> Iterator[SiteProblem]:
    for charge in step.charges:
        at_amount = at(step, f'charges["{charge.name}"]', "amount")
        for currency in currencies_of(charge):
            if here.currency and currency != here.currency:
                told = f"found an amount in {currency}, and the site takes {here.currency}"
                yield SiteProblem(at_amount, f"{told}; wanted amounts in {here.currency}")
        if isinstance(charge.amount, tuple):
            yield from _priced(at_amount, charge.amount, here)


def _priced(where: str, prices: tuple[SizePrice, ...], here: MeansHere) -> Iterator[SiteProblem]:
    said = {price.size for price in prices}
    used = {place.size for place in here.places} or set(here.sizes)
    missing = [size for size in here.sizes if size in used and size not in said]
    if missing:
        told = f"found no amount for {', '.join(missing)}"
        yield SiteProblem(where, f"{told}; wanted one for each size of this cabinet")


def _shown(step: StepRule, here: MeansHere) -> Iterator[SiteProblem]:
    staff = {who.kind for who in step.by} == {SelectorKind.ROLE}
    kinds = here.kinds & STAFFS if staff else here.kinds
    rule = step.proof
    if rule.factors and step.act in here.least:
        rule = rule.also(here.least[step.act])
    if not rule.can_be_met(kinds):
        told = f"found {rule.factors} factors, which nobody can show at this machine"
        wanted = "kinds that its devices read: something known, something that one has, a face"
        yield SiteProblem(at(step, "proof"), f"{told}; wanted {wanted}")


def _evidence(step: StepRule, here: MeansHere) -> Iterator[SiteProblem]:
    for each in step.evidence:
        if each.kind not in here.evidence and not each.where_possible:
            told = f'found "{each.kind}", for which this machine has no device'
            yield SiteProblem(at(step, "evidence"), f'{told}; wanted the device, or "{each.kind}?"')


def _place(rules: ServiceRules, thing: ThingRule, here: MeansHere) -> Iterator[SiteProblem]:
    """At least one compartment that has all that the thing's place and steps ask for."""
    place = thing.place
    where = f'thing["{thing.name}"].place'
    steps = [step for step in rules.steps_of(thing.name) if step.act not in _NO_DOOR]
    if not steps:
        return
    if place.temperature and place.temperature not in here.classes:
        wanted = f"one of the classes {offered(place.temperature, sorted(here.classes))}"
        yield SiteProblem(f"{where}.temperature", f'found "{place.temperature}"; wanted {wanted}')
        return
    if not any(each.temperature == place.temperature for each in here.places):
        told = (
            f'found "{place.temperature}", to which no sensor here keeps a compartment'
            if place.temperature
            else "found no temperature, and a sensor keeps every compartment here to some"
        )
        yield SiteProblem(f"{where}.temperature", f"{told}; wanted a compartment for it")
        return
    for feature in place.features:
        if not any(feature in each.features for each in here.places):
            known = sorted({feature for each in here.places for feature in each.features})
            told = f'found "{feature}", which no compartment here has'
            wanted = f"one of {offered(feature, known)}" if known else "a compartment with it"
            yield SiteProblem(f"{where}.features", f"{told}; wanted {wanted}")
            return
    for step in steps:
        if not any(step.face in each.faces for each in here.places):
            told = f'found "{step.face}", on which no compartment here has a door'
            yield SiteProblem(at(step, "face"), f"{told}; wanted a door there")
            return
    faces = {step.face for step in steps}
    if not any(
        each.temperature == place.temperature
        and each.features.issuperset(place.features)
        and each.faces.issuperset(faces)
        for each in here.places
    ):
        wishes = [f'"{place.temperature}"'] if place.temperature else []
        wishes += [*(f'"{each}"' for each in place.features), f"doors at its {' and '.join(sorted(faces))}"]
        told = f"found no compartment here that has all of it: {', '.join(wishes)}"
        yield SiteProblem(where, f"{told}; wanted one")
