"""`services` and `[defaults]`: what the machine does with the things of each service."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from kiosk.custody.proofs.factors import Proof
from kiosk.custody.things.services import PinScheme, Service
from kiosk.site.kinds import STRICT, Name, Seconds, said
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


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceTable(DefaultsTable):
    __pydantic_config__ = STRICT
    name: Name
    proof: ProofTable = field(default_factory=ProofTable)


def build_service(table: ServiceTable, defaults: DefaultsTable, least: Proof) -> Service:
    """What the service says itself, else what the site says for all, else what Cubby says.

    Of proofs it can only ask more than the site.
    """
    proof = least.also(table.proof.build())
    return Service(name=table.name, proof=proof, **(said(defaults) | said(table, "name", "proof")))


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
