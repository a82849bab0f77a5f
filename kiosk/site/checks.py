"""What can be wrong with a site file whose every key is right by itself."""

from __future__ import annotations

import zoneinfo
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Final

from hardware.locks.conflicts import clashes
from hardware.locks.registry import MAKERS, is_bridged, reached_by
from hardware.locks.settings import Choice, PinList, Setting
from hardware.scanners.triggers import TRIGGERS
from kiosk.site.building import build_bus, column_lefts, column_top, doors_of, outer_height
from kiosk.site.checking import doubles, offered, port_problem
from kiosk.site.checks_senses import TAKEN, check_senses
from kiosk.site.parts.power import night_problems, power_problems
from kiosk.site.problems import SiteProblem, found, nearest, quoted
from kiosk.site.proving import check_proof
from kiosk.site.salvage import GEOMETRY
from kiosk.site.tables import BankTable, BusTable, CompartmentTable, SiteTable


def check(site: SiteTable, tainted: Collection[str] = ()) -> list[SiteProblem]:
    """Everything that needs two keys to be seen. `tainted`: top keys that are not as the file says them."""
    doubtful = set(tainted)
    if not all(c.size in site.sizes for column in site.cabinet.columns for c in column.compartments):
        doubtful.add(GEOMETRY)
    return [problem for needs, look in _CHECKS if not needs & doubtful for problem in look(site)]


def _zone(site: SiteTable) -> Iterator[SiteProblem]:
    try:
        zoneinfo.ZoneInfo(site.time_zone)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
        guess = nearest(site.time_zone, zoneinfo.available_timezones())
        yield SiteProblem("time_zone", found(site.time_zone, f'a zone such as "Europe/Berlin"{guess}'))


def _camera(site: SiteTable) -> Iterator[SiteProblem]:
    if site.camera is not None and not site.camera.source.startswith(("/", "folder:", "film:")):
        wanted = 'a device\'s whole path, "folder:DIR" or "film:FILE"'
        yield SiteProblem("camera.source", found(site.camera.source, wanted))


def _faces(site: SiteTable) -> Iterator[SiteProblem]:
    if site.faces is not None and site.camera is None:
        yield SiteProblem("faces", "found no `[camera]` to see them with; wanted one")
    if site.faces is not None and site.faces.many > site.faces.one:
        yield SiteProblem("faces.many", found(site.faces.many, f"at most `one`, which is {site.faces.one}"))


def _scanner(site: SiteTable) -> Iterator[SiteProblem]:
    if site.scanner is not None:
        yield from port_problem("scanner.port", site.scanner.port)
        trigger = site.scanner.trigger
        if trigger is not None and trigger not in TRIGGERS:
            yield SiteProblem("scanner.trigger", found(trigger, f"one of {offered(trigger, TRIGGERS)}"))


def _languages(site: SiteTable) -> Iterator[SiteProblem]:
    yield from doubles("languages", "this language", site.languages)


def _reserve(site: SiteTable) -> Iterator[SiteProblem]:
    for size in site.reserve:
        if size not in site.sizes:
            yield SiteProblem(f"reserve.{size}", found(size, f"one of the sizes {offered(size, site.sizes)}"))


def _services(site: SiteTable) -> Iterator[SiteProblem]:
    yield from doubles("services", "this service", (s.name for s in site.services))


# --- lines and boards ---------------------------------------------------------------------------


def _lines(site: SiteTable) -> Iterator[SiteProblem]:
    yield from doubles("buses", "this name", (bus.name for bus in site.buses))
    yield from doubles("buses", "this port", (bus.port for bus in site.buses))
    yield from doubles("buses", "a bank of this name", (b.name for bus in site.buses for b in bus.banks))
    for bus in site.buses:
        here = f'buses["{bus.name}"]'
        yield from _lock_port(f"{here}.port", bus)
        addresses: dict[int, str] = {}
        if bus.baud is None and len({MAKERS[b.board].line for b in bus.banks if b.board in MAKERS}) > 1:
            told = "found boards that leave their factories with different settings"
            yield SiteProblem(f"{here}.baud", f"{told}; wanted the speed that all of them were set to")
        yield from _clashes(here, bus)
        for bank in bus.banks:
            yield from _board(f'{here}.banks["{bank.name}"]', bank)
            if (other := addresses.setdefault(bank.address, bank.name)) != bank.name:
                where = f'{here}.banks["{bank.name}"].address'
                yield SiteProblem(
                    where, f'found {bank.address}, which bank "{other}" has; wanted one address a board'
                )


def _lock_port(where: str, bus: BusTable) -> Iterator[SiteProblem]:
    """A bridge speaks for the makers it is for and for no others; its own bytes may come from a simulator."""
    if not is_bridged(bus.port):
        yield from port_problem(where, bus.port)
    fitting = reached_by(bus.port)
    for bank in bus.banks:
        maker = MAKERS.get(bank.board)
        simulated = maker is not None and maker.schemes and bus.port.startswith("/")
        if maker is not None and bank.board not in fitting and not simulated:
            schemes = quoted(f"{scheme}..." for scheme in maker.schemes) or '"/dev/..." or "tcp://host:port"'
            yield SiteProblem(where, found(bus.port, f'a port that reaches a "{bank.board}": {schemes}'))
    if is_bridged(bus.port) and len({bank.board for bank in bus.banks}) > 1:
        yield SiteProblem(where, "found boards of several makers behind one bridge; wanted a line for each")


def _clashes(where: str, bus: BusTable) -> Iterator[SiteProblem]:
    """Boards of several makers that must not share a line, though each is right by itself."""
    if len({bank.board for bank in bus.banks}) == 1 or any(any(_board("", bank)) for bank in bus.banks):
        return
    for told, other in clashes(build_bus(bus).banks):
        yield SiteProblem(
            f'{where}.banks["{told.name}"].address',
            f'found {told.address}, where what this board is asked would open doors of bank "{other.name}"; '
            "wanted another address, or a line of its own",
        )


def _board(where: str, bank: BankTable) -> Iterator[SiteProblem]:
    maker = MAKERS.get(bank.board)
    if maker is None:
        known = f"one of the boards {offered(bank.board, MAKERS)}"
        yield SiteProblem(f"{where}.board", found(bank.board, known))
        return
    if bank.address not in maker.addresses:
        wanted = f"an address from {maker.addresses[0]} to {maker.addresses[-1]}"
        yield SiteProblem(f"{where}.address", found(bank.address, wanted))
    if bank.channels not in maker.channels:
        wanted = f"from {maker.channels[0]} to {maker.channels[-1]} of them"
        yield SiteProblem(f"{where}.channels", found(bank.channels, wanted))
    settings = {setting.name: setting for setting in maker.settings}
    for name, value in bank.settings.items():
        if name in (former := _former(maker.settings)):
            yield SiteProblem(f"{where}.settings.{name}", former[name])
        elif name not in settings:
            names = f"one of {offered(name, settings)}" if settings else "none, as this board has none"
            yield SiteProblem(f"{where}.settings.{name}", f"found an unknown setting; wanted {names}")
        elif settings[name].wrong(value):
            yield SiteProblem(f"{where}.settings.{name}", found(value, settings[name].wanted))
        else:
            yield from _enough(f"{where}.settings.{name}", settings[name], bank)


def _enough(where: str, setting: Setting, bank: BankTable) -> Iterator[SiteProblem]:
    if isinstance(setting, PinList) and len(setting.of(bank.settings)) < bank.channels:
        yield SiteProblem(where, f"found {len(setting.of(bank.settings))} pins; wanted one for each channel")


def _former(settings: Iterable[Setting]) -> dict[str, str]:
    """What a site file could say once, and what to do about it."""
    return {name: text for each in settings if isinstance(each, Choice) for name, text in each.former.items()}


def _power(site: SiteTable) -> Iterator[SiteProblem]:
    if site.night is not None:
        yield from night_problems(site.night)
    if site.power is not None:
        readers = (each.port for each in (site.scanner, site.printer) if each is not None)
        taken = [*(bus.port for bus in site.buses), *(line.port for line in site.sensors), *readers]
        probes = (probe.name for line in site.sensors for probe in line.climate)
        contacts = (contact.name for line in site.sensors for contact in line.contacts)
        names = (*TAKEN, *probes, *contacts)
        yield from power_problems(site.power, taken, names)
        for supply in site.power.supplies:
            yield from port_problem(f'power.supplies["{supply.name}"].port', supply.port)


# --- compartments and doors ---------------------------------------------------------------------


def _every(site: SiteTable) -> list[CompartmentTable]:
    return [c for column in site.cabinet.columns for c in column.compartments]


def _labels(site: SiteTable) -> Iterator[SiteProblem]:
    yield from doubles("cabinet.columns", "the label", (c.label for c in _every(site)))


def _sizes(site: SiteTable) -> Iterator[SiteProblem]:
    for compartment in _every(site):
        if compartment.size not in site.sizes:
            where = f'compartments["{compartment.label}"]'
            known = offered(compartment.size, site.sizes)
            yield SiteProblem(f"{where}.size", found(compartment.size, f"one of the sizes {known}"))


def _wiring(site: SiteTable) -> Iterator[SiteProblem]:
    banks = {bank.name: bank for bus in site.buses for bank in bus.banks}
    wired: dict[tuple[str, int], str] = {}
    for compartment in _every(site):
        yield from _doors(f'compartments["{compartment.label}"]', compartment, banks, wired)


def _doors(
    where: str,
    compartment: CompartmentTable,
    banks: dict[str, BankTable],
    wired: dict[tuple[str, int], str],
) -> Iterator[SiteProblem]:
    short = (compartment.bank is not None, compartment.channel is not None)
    if any(short) and compartment.doors:
        yield SiteProblem(where, "found both `doors` and `bank`/`channel`; wanted one way of saying it")
    elif any(short) and not all(short):
        missing = "channel" if short[0] else "bank"
        yield SiteProblem(f"{where}.{missing}", "it is missing")
    elif not any(short) and not compartment.doors:
        yield SiteProblem(where, "found no door; wanted `bank` and `channel`, or `doors`")
    yield from doubles(f"{where}.doors", "a door on the face", (d.face for d in compartment.doors))
    for door in doors_of(compartment):
        bank = banks.get(door.bank)
        if bank is None:
            wanted = f"one of the banks {offered(door.bank, banks)}"
            yield SiteProblem(f"{where}.bank", found(door.bank, wanted))
        elif door.channel > bank.channels:
            wanted = f'a channel from 1 to {bank.channels}, which bank "{bank.name}" has'
            yield SiteProblem(f"{where}.channel", found(door.channel, wanted))
        place = (door.bank, door.channel)
        if place in wired:
            told = f'found bank "{door.bank}" channel {door.channel}, which opens a door of "{wired[place]}"'
            yield SiteProblem(f"{where}.channel", f"{told}; wanted one lock a door")
        wired.setdefault(place, compartment.label)


# --- what fits where ----------------------------------------------------------------------------


def _geometry(site: SiteTable) -> Iterator[SiteProblem]:
    cabinet = site.cabinet
    panel = cabinet.panel
    if panel.bottom + panel.height > cabinet.height:
        told = f"it ends at {panel.bottom + panel.height:g} cm"
        yield SiteProblem("cabinet.panel", f"{told}; wanted at most the cabinet's {cabinet.height:g} cm")
    edge = 0.0
    for number, (column, left) in enumerate(zip(cabinet.columns, column_lefts(cabinet), strict=True), 1):
        where = f"cabinet.columns[{number}]"
        if left < edge:
            yield SiteProblem(
                f"{where}.left", f"found {left:g}; wanted at least {edge:g}, where the one before ends"
            )
        edge = left + column.width
        top = column_top(cabinet, column)
        if top > cabinet.height:
            wanted = f"at most the cabinet's {cabinet.height:g} cm"
            yield SiteProblem(f"{where}.top", f"found {top:g} cm; wanted {wanted}")
        yield from _stack(site, where, left, column.width, top, column.compartments)


def _stack(
    site: SiteTable, where: str, left: float, width: float, top: float, stack: Iterable[CompartmentTable]
) -> Iterator[SiteProblem]:
    panel = site.cabinet.panel
    beside = left + width <= panel.left or left >= panel.left + panel.width
    room, lowest = top, top
    for compartment in stack:
        lowest = top - compartment.gap - outer_height(compartment, site.cabinet.wall, site.sizes)
        above = lowest >= panel.bottom + panel.height
        if not (beside or above or top - compartment.gap <= panel.bottom):
            there = f"{lowest:g} to {top - compartment.gap:g} cm"
            yield SiteProblem(
                f'compartments["{compartment.label}"]',
                f"it stands at {there}, where the panel is ({panel.bottom:g} to "
                f"{panel.bottom + panel.height:g} cm); wanted a `gap` for the panel",
            )
        top = lowest
    if lowest < 0:
        needed = f"{room - lowest:g} cm"
        yield SiteProblem(where, f"its compartments need {needed}; wanted at most the {room:g} cm there are")


_CHECKS: Final[tuple[tuple[frozenset[str], Callable[[SiteTable], Iterable[SiteProblem]]], ...]] = (
    (frozenset({"time_zone"}), _zone),
    (frozenset({"camera"}), _camera),
    (frozenset({"faces", "camera"}), _faces),
    (frozenset({"scanner"}), _scanner),
    (frozenset({"languages"}), _languages),
    (frozenset({"reserve", "sizes"}), _reserve),
    (frozenset({"buses"}), _lines),
    (frozenset({"services"}), _services),
    (
        frozenset({"proof", "services", "staff", "scanner", "camera", "badges", "faces", "delegation"}),
        check_proof,
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
        check_senses,
    ),
    (frozenset({"power", "night", "buses", "sensors", "scanner", "printer"}), _power),
    (frozenset({"cabinet", "sizes", GEOMETRY}), _geometry),
)
"""What each look needs to be as the file says it."""
