"""Checks of a site file whose every key is right by itself: a table alone, and several together."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import Final, Protocol, runtime_checkable

from kiosk.custody.senses.temperature import KNOWN
from kiosk.custody.services.rules import EvidenceKind, ServiceRules
from kiosk.custody.words import Act, Kind
from kiosk.services.fitting import MeansHere, PlaceHere
from kiosk.site.parts.buses import bus_problems
from kiosk.site.parts.cabinet.cabinet import geometry_problems
from kiosk.site.parts.cabinet.columns import label_problems, size_problems, wiring_problems
from kiosk.site.parts.cabinet.sizes import reserve_problems
from kiosk.site.parts.faces import face_problems
from kiosk.site.parts.money.rates import rate_problems
from kiosk.site.parts.money.terminals import terminal_problems
from kiosk.site.parts.power import power_problems
from kiosk.site.parts.proofs import fresh_problems, proof_problems
from kiosk.site.parts.screen import glass_problems
from kiosk.site.parts.senses.sensors import (
    line_problems,
    measuring_problems,
    name_problems,
    names_on,
    temperature_of,
    watched,
)
from kiosk.site.parts.senses.temperatures import build_temperatures, temperature_problems
from kiosk.site.parts.services import keeping_problems, rule_problems, service_problems
from kiosk.site.parts.speech import voice_problems
from kiosk.site.problems import SiteProblem
from kiosk.site.salvage import GEOMETRY
from kiosk.site.whole import SiteTable

TAKEN: Final = ("scanner", "camera", "printer", "fiscal")
"""What devices besides sensors, contacts, supplies and terminals are called where they report."""


@runtime_checkable
class Checkable(Protocol):
    """A table that needs no other one to say what is wrong with it."""

    def problems(self) -> Iterator[SiteProblem]: ...


def check(
    site: SiteTable, files: Mapping[str, ServiceRules], tainted: Collection[str] = ()
) -> list[SiteProblem]:
    """Everything that needs two keys to be seen. `tainted`: top keys that are not as the file says them.
    `files`: the rules of the service files with steps that the site names."""
    doubtful = set(tainted)
    if not all(compartment.size in site.sizes for compartment in site.cabinet.compartments()):
        doubtful.add(GEOMETRY)
    together = [problem for needs, look in _CHECKS if not needs & doubtful for problem in look(site)]
    if not _SERVICES & doubtful:
        together += rule_problems(site.services, site.principal, files, _means(site))
    return [*site.problems(), *_alone(site, doubtful), *together]


def _alone(site: SiteTable, doubtful: Collection[str]) -> Iterator[SiteProblem]:
    for key in (each.name for each in dataclasses.fields(site)):
        table = getattr(site, key)
        if isinstance(table, Checkable) and key not in doubtful:
            yield from table.problems()


# --- what needs several tables ------------------------------------------------------------------


def _faces(site: SiteTable) -> Iterator[SiteProblem]:
    yield from face_problems(site.faces, site.camera)


def _reserve(site: SiteTable) -> Iterator[SiteProblem]:
    yield from reserve_problems(site.reserve, site.sizes)


def _buses(site: SiteTable) -> Iterator[SiteProblem]:
    yield from bus_problems(site.buses)


def _services(site: SiteTable) -> Iterator[SiteProblem]:
    yield from service_problems(site.services)


def _proofs(site: SiteTable) -> Iterator[SiteProblem]:
    here = _read_by(site)
    yield from fresh_problems(site.staff.fresh, here)
    least = site.proof.build()
    yield from proof_problems("proof", least, here)
    for service in site.services:
        asked = least.also(service.proof.build())
        yield from proof_problems(f'services["{service.name}"].proof', asked, here)


def _read_by(site: SiteTable) -> set[Kind]:
    """The kinds of proof that this machine can read."""
    scans = site.scanner is not None or site.camera is not None
    present = {
        Kind.PIN: True,
        Kind.TOKEN: scans,
        Kind.OFFLINE: scans,
        Kind.BADGE: site.badges is not None,
        Kind.FACE: site.faces is not None,
        Kind.DELEGATION: site.delegation is not None,
    }
    return {kind for kind, here in present.items() if here}


_SERVICES: Final = frozenset(
    {
        *("services", "principal", "cabinet", "sizes", "sensors", "temperatures", "languages", "proof"),
        *("scanner", "camera", "badges", "faces", "delegation", "currency", GEOMETRY),
    }
)
"""What has to be as the file says it before services can be held against the site."""
_ON_THE_SCREEN: Final = frozenset(
    {
        EvidenceKind.SCAN,  # a label's number can be typed
        EvidenceKind.SEAL,
        EvidenceKind.CONDITIONS,
        EvidenceKind.TEXT,
        EvidenceKind.DECLARATION,
        EvidenceKind.SIGNATURE,
    }
)


def _means(site: SiteTable) -> MeansHere:
    kept_at = temperature_of(site.sensors)
    places = tuple(
        PlaceHere(
            each.label,
            each.size,
            frozenset(each.features),
            frozenset(door.face for door in each.every_door()),
            kept_at.get(each.label, ""),
        )
        for each in site.cabinet.compartments()
    )
    photos = {EvidenceKind.PHOTO} if site.camera is not None else set()
    least = site.proof.build()
    wrong = [*temperature_problems(site.temperatures)]
    return MeansHere(
        sizes=tuple(site.sizes),
        places=places,
        classes=frozenset(KNOWN if wrong else build_temperatures(site.temperatures)),
        languages=site.languages,
        kinds=frozenset(_read_by(site)),
        evidence=frozenset(_ON_THE_SCREEN | photos),
        currency=site.currency or "",
        least={Act.COLLECT: least.collect, Act.DEPOSIT: least.deposit},
    )


def _labels(site: SiteTable) -> Iterator[SiteProblem]:
    yield from label_problems(site.cabinet.compartments())


def _sizes(site: SiteTable) -> Iterator[SiteProblem]:
    yield from size_problems(site.cabinet.compartments(), site.sizes)


def _wiring(site: SiteTable) -> Iterator[SiteProblem]:
    banks = {bank.name: bank.channels for bus in site.buses for bank in bus.banks}
    yield from wiring_problems(site.cabinet.compartments(), banks)


def _senses(site: SiteTable) -> Iterator[SiteProblem]:
    wrong = [*temperature_problems(site.temperatures)]
    yield from wrong
    classes = KNOWN if wrong else build_temperatures(site.temperatures)
    yield from name_problems(site.sensors, TAKEN)
    yield from _ports(site)
    labels = [compartment.label for compartment in site.cabinet.compartments()]
    for line in site.sensors:
        yield from line_problems(line, classes, labels)
    yield from measuring_problems(site.sensors, site.cabinet.compartments())
    yield from keeping_problems(site.services, site.defaults, classes, watched(site.sensors))


def _ports(site: SiteTable) -> Iterator[SiteProblem]:
    """Sensors and the printer at ports where something else is."""
    ports = [bus.port for bus in site.buses]
    if site.scanner is not None:
        ports.append(site.scanner.port)
    wishes = [(f'sensors["{line.name}"].port', line.port) for line in site.sensors]
    if site.printer is not None:
        wishes.append(("printer.port", site.printer.port))
    for where, port in wishes:
        if port in ports:
            told = f"found {port}, which something else has"
            yield SiteProblem(where, f"{told}; wanted a port of its own")
        ports.append(port)


def _power(site: SiteTable) -> Iterator[SiteProblem]:
    if site.power is not None:
        readers = (each.port for each in (site.scanner, site.printer) if each is not None)
        taken = [*(bus.port for bus in site.buses), *(line.port for line in site.sensors), *readers]
        yield from power_problems(site.power, taken, (*TAKEN, *names_on(site.sensors)))


def _terminals(site: SiteTable) -> Iterator[SiteProblem]:
    readers = (each.port for each in (site.scanner, site.badges, site.printer) if each is not None)
    supplies = site.power.supplies if site.power is not None else ()
    taken = [*(bus.port for bus in site.buses), *(line.port for line in site.sensors), *readers]
    names = (*TAKEN, *names_on(site.sensors), *(each.name for each in supplies))
    yield from terminal_problems(
        site.terminals, site.currency, (*taken, *(each.port for each in supplies)), names
    )
    yield from rate_problems(site.money, (each.name for each in site.services))


def _glass(site: SiteTable) -> Iterator[SiteProblem]:
    yield from glass_problems(site.screen, site.cabinet.panel)


def _voices(site: SiteTable) -> Iterator[SiteProblem]:
    yield from voice_problems(site.speech, site.languages)


def _geometry(site: SiteTable) -> Iterator[SiteProblem]:
    yield from geometry_problems(site.cabinet, site.sizes)


_CHECKS: Final[tuple[tuple[frozenset[str], Callable[[SiteTable], Iterable[SiteProblem]]], ...]] = (
    (frozenset({"faces", "camera"}), _faces),
    (frozenset({"reserve", "sizes"}), _reserve),
    (frozenset({"buses"}), _buses),
    (frozenset({"services"}), _services),
    (
        frozenset({"proof", "services", "staff", "scanner", "camera", "badges", "faces", "delegation"}),
        _proofs,
    ),
    (frozenset({"cabinet"}), _labels),
    (frozenset({"cabinet", "sizes"}), _sizes),
    (frozenset({"cabinet", "buses"}), _wiring),
    (
        frozenset(
            {
                "sensors",
                "temperatures",
                "services",
                "defaults",
                "buses",
                "scanner",
                "printer",
                "cabinet",
                GEOMETRY,
            }
        ),
        _senses,
    ),
    (frozenset({"power", "buses", "sensors", "scanner", "printer"}), _power),
    (
        frozenset({"terminals", "currency", "power", "buses", "sensors", "scanner", "badges", "printer"}),
        _terminals,
    ),
    (frozenset({"cabinet", "sizes", GEOMETRY}), _geometry),
    (frozenset({"cabinet", "screen"}), _glass),
    (frozenset({"speech", "languages"}), _voices),
)
"""What each look needs to be as the file says it."""
