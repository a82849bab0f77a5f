"""Who is in the demo, and what they bring and fetch."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kiosk.control.client import NotRunning, ask
from kiosk.custody.roles import COURIER
from kiosk.custody.services.rules import SelectorKind, ServiceRules
from kiosk.custody.services.verbs import Verb, begins_with
from kiosk.orders.order import Order
from kiosk.orders.parcels import Announce, Place
from kiosk.orders.pools.members import AddMember
from kiosk.orders.pools.stock import AddToPool
from kiosk.orders.staff import AddStaff
from kiosk.site.whole import Site

START_WITHIN: Final = 60.0


class NotSeeded(Exception):  # noqa: N818  says what is the matter
    """The kiosk did not take an order of the demo."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody with a code; `tracking` is empty for staff, `compartment` where nothing is yet."""

    name: str
    pin: str = field(repr=False)
    token: str = field(repr=False)
    phone: str = ""
    tracking: str = ""
    size: str = ""
    compartment: str = ""


@dataclass(frozen=True, slots=True)
class OneOfMany:
    """One of many: its label, the service whose it is, and the door that it is behind."""

    tracking: str
    service: str
    compartment: str


@dataclass(frozen=True, slots=True)
class Cast:
    """`waiting`: in already; `coming`: with an announced size and without one. `borrowers`: who may take what
    is `lent`; `keepers`: who looks at it when it is back."""

    courier: Actor
    waiting: tuple[Actor, ...]
    coming: tuple[Actor, ...]
    borrowers: tuple[Actor, ...] = ()
    keepers: tuple[Actor, ...] = ()
    lent: tuple[OneOfMany, ...] = ()

    def people(self) -> tuple[Actor, ...]:
        return (self.courier, *self.waiting, *self.coming, *self.borrowers, *self.keepers)


STRANGER: Final = "LOST-4711"
"""The label of a parcel that nobody announced."""


def seed(site: Site, data: Path) -> Cast:
    """Give the kiosk that starts on `data` the demo's staff and deliveries, by its control socket."""
    kim = _order(data, AddStaff("Kim", COURIER))
    sizes = list(site.cabinet.sizes)
    usual = [c for c in site.cabinet.compartments() if not c.temperature]
    labels = [c.label for c in usual if c.size == sizes[0] and c.in_reach]
    size = sizes[min(1, len(sizes) - 1)]
    labels = labels or [c.label for c in usual]
    left = [c.label for c in usual if c.label not in labels[: len(_WAITING)]]
    return Cast(
        courier=Actor("Kim, the courier", kim["pin"], kim["token"]),
        waiting=tuple(
            _placed(data, name, tracking, phone, label)
            for (name, tracking, phone), label in zip(_WAITING, labels, strict=False)
        ),
        coming=(
            _announced(data, "Grace", "00340434161094042557", "+49 1510 5550103", size),
            _announced(data, "Linus", "RR123456785DE", "+49 1510 5550104", ""),
            *_chilled(site, data),
        ),
        borrowers=tuple(_borrowers(site, data)),
        keepers=tuple(_keepers(site, data)),
        lent=tuple(_lent(site, data, left)),
    )


def _pools(site: Site) -> Iterator[ServiceRules]:
    """The services of the site from which one of many is taken."""
    for service in site.services.values():
        if service.rules is not None and begins_with(service.rules, Verb.BORROW) is not None:
            yield service.rules


def _borrowers(site: Site, data: Path) -> Iterator[Actor]:
    """One person is in every group that may take something."""
    steps = [begins_with(rules, Verb.BORROW) for rules in _pools(site)]
    whos = [who for step in steps if step is not None for who in step.by]
    groups = dict.fromkeys(who.id for who in whos if who.kind is SelectorKind.GROUP)
    told = [_order(data, AddMember(group, _STUDENT, "Noor")) for group in groups]
    if told:
        yield Actor("Noor", told[-1]["pin"], told[-1]["token"], _STUDENT)


def _keepers(site: Site, data: Path) -> Iterator[Actor]:
    """Whoever looks at what is back, where that is no courier."""
    looks = [thing.check for rules in _pools(site) for thing in rules.things if thing.check is not None]
    for role in dict.fromkeys(who.id for who in looks if who.kind is SelectorKind.ROLE and who.id != COURIER):
        told = _order(data, AddStaff("Sam", role))
        yield Actor(f"Sam, the {role}", told["pin"], told["token"])


def _lent(site: Site, data: Path, labels: list[str]) -> Iterator[OneOfMany]:
    """Two of each, behind doors that nobody else has."""
    free = iter(labels)
    for number, (rules, label) in enumerate(zip((r for r in _pools(site) for _ in "12"), free, strict=False)):
        tracking = f"{rules.id.upper()}-{number + 1:04}"
        _order(data, AddToPool(tracking, rules.id, label))
        yield OneOfMany(tracking, rules.id, label)


def _chilled(site: Site, data: Path) -> Iterator[Actor]:
    """What has to be kept cool, where the site has a service and a compartment for it."""
    kept = {c.temperature: c.size for c in reversed(list(site.cabinet.compartments())) if c.temperature}
    for service in site.services.values():
        if size := kept.get(service.temperature):
            tracking, phone = "CHILL-2001", "+49 1510 5550105"
            told = _order(data, Announce(tracking, phone, size, service=service.name))
            yield Actor("Marie", told["pin"], told["token"], phone, tracking, size)
            return


_STUDENT: Final = "+49 1510 5550106"
_WAITING: Final = (("Ada", "CUBBY-1001", "+49 1510 5550101"), ("Alan", "CUBBY-1002", "+49 1510 5550102"))


def _placed(data: Path, name: str, tracking: str, phone: str, label: str) -> Actor:
    told = _order(data, Place(label, tracking, phone))
    return Actor(name, told["pin"], told["token"], phone, tracking, compartment=label)


def _announced(data: Path, name: str, tracking: str, phone: str, size: str) -> Actor:
    told = _order(data, Announce(tracking, phone, size))
    return Actor(name, told["pin"], told["token"], phone, tracking, size)


def _order(data: Path, order: Order) -> dict[str, Any]:
    """Its reply; waits for a kiosk that is still starting."""
    latest = time.monotonic() + START_WITHIN
    while True:
        try:
            reply = ask(data, order)
        except (NotRunning, OSError) as refusal:
            if time.monotonic() > latest:
                raise NotSeeded(
                    f"The kiosk did not start within {START_WITHIN:g} seconds: {refusal}"
                ) from None
            time.sleep(0.1)
            continue
        if not reply.get("ok"):
            raise NotSeeded(f"The kiosk did not take an order of the demo: {reply.get('why')}")
        return reply


# --- told to who watches ------------------------------------------------------------------------


def grouped(digits: str) -> str:
    return " ".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def program(cast: Cast) -> list[str]:
    """What can be done, a line each: the PINs and labels that can be used."""
    return [
        f"{cast.courier.name}: PIN {grouped(cast.courier.pin)}, QR {cast.courier.token}",
        *(
            f"{p.name} has a parcel in door {p.compartment}: PIN {grouped(p.pin)}, QR {p.token}"
            for p in cast.waiting
        ),
        *(
            f"For {p.name} comes {p.tracking} ({f'size {p.size}' if p.size else 'no size announced'}); "
            f"then PIN {grouped(p.pin)}, QR {p.token}"
            for p in cast.coming
        ),
        *(f"{p.name} may borrow, with both: PIN {grouped(p.pin)}, QR {p.token}" for p in cast.borrowers),
        *(f"{p.name}: PIN {grouped(p.pin)}, QR {p.token}" for p in cast.keepers),
        *(f"{one.tracking} is lent from door {one.compartment} ({one.service})." for one in cast.lent),
        f"Nobody announced the parcel {STRANGER}.",
    ]


def shelf(cast: Cast) -> list[dict[str, object]]:
    """The same for the cabinet's window: badge, parcels and phones to hold before a reader."""
    badge: dict[str, object] = {
        "text": cast.courier.token,
        "kind": "qr",
        "caption": f"Kim's badge, PIN {grouped(cast.courier.pin)}",
    }
    parcels: list[dict[str, object]] = [
        {"text": p.tracking, "kind": "code128", "caption": f"Parcel for {p.name}"} for p in cast.coming
    ]
    lost: dict[str, object] = {
        "text": STRANGER,
        "kind": "code128",
        "caption": "A parcel nobody announced",
    }
    phones: list[dict[str, object]] = [
        {"text": p.token, "kind": "qr", "caption": f"{p.name}'s phone, PIN {grouped(p.pin)}"}
        for p in (*cast.waiting, *cast.coming, *cast.borrowers)
    ]
    keepers: list[dict[str, object]] = [
        {"text": p.token, "kind": "qr", "caption": f"{p.name.split(',')[0]}'s badge"} for p in cast.keepers
    ]
    return [badge, *keepers, *parcels, lost, *phones]
