"""`services` and `[defaults]`: what the machine does with the things of each service."""

from __future__ import annotations

import dataclasses
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Final

from pydantic import Field

from kiosk.custody.proofs.factors import Proof, Rule
from kiosk.custody.services.delivery import delivery
from kiosk.custody.services.rules import ServiceRules, StepRule
from kiosk.custody.things.services import PinScheme, Service
from kiosk.custody.words import Act
from kiosk.services.digest import sealed
from kiosk.services.files import IN_A_FOLDER, folders_of, service_file
from kiosk.services.fitting import MeansHere, fit_problems, text_fits
from kiosk.services.overriding import StepChangeTable, overridden, override_problems
from kiosk.services.soundness.whole import faults
from kiosk.services.tables.service import TextsTable
from kiosk.services.written import ServiceWord
from kiosk.site.kinds import STRICT, Label, Name, Seconds, said
from kiosk.site.parts.machine import Language
from kiosk.site.parts.pictures import PictureLimits, unfit
from kiosk.site.parts.proofs import ProofTable
from kiosk.site.problems import SiteProblem, doubles, found, offered


@dataclass(frozen=True, slots=True, kw_only=True)
class DefaultsTable:
    """What holds for every service that does not say otherwise."""

    __pydantic_config__ = STRICT
    pin: PinScheme | None = None
    retention: Seconds | None = None
    forget_after: Seconds | None = None
    notifies: bool | None = None
    reopen_grace: Seconds | None = None
    reopenings: Annotated[int, Field(ge=0, le=9)] | None = None
    remind_after: Seconds | None = None
    reminders: Annotated[int, Field(ge=0, le=20)] | None = None
    two_people: bool | None = None
    temperature: Name | None = None
    quarantine_on_excursion: bool | None = None


_OF_STEPS: Final = ("retention", "notifies", "forget_after", "reopen_grace", "reopenings", "temperature")
"""What steps say themselves: a service that has some does not take them from flat keys of its own."""
_OF_0_1: Final = frozenset({"parcel"})
"""Services that site files of 0.1 name, in whatever language they speak."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTable(DefaultsTable):
    """A service of the site: flat keys, or what it changes of the service file that `use` names."""

    __pydantic_config__ = STRICT
    name: Name
    proof: ProofTable = field(default_factory=ProofTable)
    use: Name | None = None
    principal: Name | None = None
    places: Annotated[tuple[Label, ...], Field(min_length=1)] | None = None
    most: Annotated[int, Field(ge=1, le=1000)] | None = None
    texts: dict[Language, TextsTable] = field(default_factory=dict)
    step: dict[ServiceWord, StepChangeTable] = field(default_factory=dict)


def build_service(
    table: ServiceTable,
    defaults: DefaultsTable,
    least: Proof,
    principal: str,
    files: Mapping[str, ServiceRules],
) -> Service:
    """What the service says itself, else what the site says for all, else what Cubby says.

    Of proofs it can only ask more than the site. `files`: the rules of the service files that have steps.
    """
    rules = rules_at(table, principal, files)
    flat = said(defaults) | {
        key: value for key, value in said(table).items() if key in _FLAT and value is not None
    }
    proof = least.also(table.proof.build())
    if rules is not None:
        flat = _flat(rules) | flat
        proof = proof.also(_proof(rules))
    service = Service(name=table.name, proof=proof, places=table.places or (), most=table.most or 0, **flat)
    if rules is None:
        made = delivery(
            table.name,
            retention=service.retention,
            notifies=service.notifies,
            forget_after=service.forget_after,
            reopen_grace=service.reopen_grace,
            reopenings=service.reopenings,
            temperature=service.temperature,
            proof=proof,
        )
        rules = dataclasses.replace(made, principal=table.principal or principal)
    return dataclasses.replace(service, rules=sealed(rules))


PICTURE: Final = "picture.svg"
"""What a service is recognised by on a button, beside its file."""
_LIMITS: Final = PictureLimits(largest=128 * 1024, pixels=1_000_000, side=1024)


def service_pictures(services: Iterable[ServiceTable], site: Path) -> Mapping[str, Path]:
    """The picture of each service that has one which can be shown, by the service's name at this site."""
    found_ones = ((each.name, _picture(each.use or each.name, site)) for each in services)
    return {name: picture for name, picture in found_ones if picture is not None}


def _picture(name: str, site: Path) -> Path | None:
    file = service_file(name, folders_of(site))
    if file is None or file.name != IN_A_FOLDER:
        return None
    picture = file.parent / PICTURE
    return None if unfit(picture, _LIMITS) else picture.resolve()


_FLAT: Final = frozenset(each.name for each in dataclasses.fields(DefaultsTable))


def rules_at(table: ServiceTable, principal: str, files: Mapping[str, ServiceRules]) -> ServiceRules | None:
    """The rules of a service with steps as this site has them, without digest; None for one of flat keys."""
    rules = files.get(table.use or "")
    if rules is None:
        return None
    texts = {language: each.build(language) for language, each in table.texts.items()}
    return overridden(rules, table.name, table.principal or principal, texts, table.step)


def _flat(rules: ServiceRules) -> dict[str, Any]:
    """What journeys of deliveries read of a service, as its steps say it."""
    fetch = _first(rules, Act.COLLECT)
    reopen = fetch.reopen if fetch else None
    temperatures = {thing.place.temperature for thing in rules.things}
    return {
        "forget_after": rules.forget_after,
        "reopenings": reopen.times if reopen else 0,
        **({"reopen_grace": reopen.within} if reopen else {}),
        **({"temperature": temperatures.pop()} if len(temperatures) == 1 else {}),
    }


def _proof(rules: ServiceRules) -> Proof:
    fetch, bring = _first(rules, Act.COLLECT), _first(rules, Act.DEPOSIT)
    return Proof(fetch.proof if fetch else Rule(), bring.proof if bring else Rule())


def _first(rules: ServiceRules, act: Act) -> StepRule | None:
    return next((step for step in rules.steps if step.act is act), None)


def service_problems(services: Iterable[ServiceTable]) -> Iterator[SiteProblem]:
    yield from doubles("services", "this service", (service.name for service in services))


def keeping_problems(
    services: Iterable[ServiceTable],
    defaults: DefaultsTable,
    classes: Collection[str],
    watched: Collection[str],
) -> Iterator[SiteProblem]:
    """How services keep their things. `classes`: of temperature; `watched`: those that a sensor here has."""
    of_each = [(f'services["{each.name}"]', each) for each in services]
    for where, service in (*of_each, ("defaults", defaults)):
        wish = service.temperature
        if wish is not None and wish not in classes:
            wanted = f"one of the classes {offered(wish, classes)}"
            yield SiteProblem(f"{where}.temperature", found(wish, wanted))
        elif wish is not None and wish not in watched:
            told = f'found "{wish}", to which no sensor here keeps a compartment'
            yield SiteProblem(f"{where}.temperature", f"{told}; wanted one of `sensors.climate` with it")
        kept = wish or defaults.temperature
        if service.quarantine_on_excursion and kept is None:
            told = "found true, and no `temperature`"
            yield SiteProblem(
                f"{where}.quarantine_on_excursion", f"{told}; wanted the class that its things are kept to"
            )


def rule_problems(
    services: Iterable[ServiceTable],
    principal: str,
    files: Mapping[str, ServiceRules],
    here: MeansHere,
) -> Iterator[SiteProblem]:
    """What the site changes of services with steps, and whether they can be lived by here."""
    labels = [place.label for place in here.places]
    for table in services:
        where = f'services["{table.name}"]'
        for label in (each for each in table.places or () if labels and each not in labels):
            yield SiteProblem(f"{where}.places", found(label, f"a compartment: {offered(label, labels)}"))
        rules = rules_at(table, principal, files)
        if rules is None:
            for key in (key for key in ("step", "texts") if getattr(table, key)):
                told = "found it for a service without steps; wanted `use` with the name of one that has some"
                yield SiteProblem(f"{where}.{key}", told)
            continue
        for key in (key for key in _OF_STEPS if getattr(table, key) is not None):
            told = "found it for a service whose steps say it"
            yield SiteProblem(f"{where}.{key}", f"{told}; wanted `step.NAME` with what is to change")
        yield from override_problems(where, files[table.use or ""], table.step)
        yield from (SiteProblem(f"{where}.{each.where}", each.what) for each in faults(rules))
        yield from fit_problems(where, rules, here)
        if table.name not in _OF_0_1:
            yield from text_fits(where, rules, here.languages)
