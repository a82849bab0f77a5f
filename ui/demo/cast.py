"""Who is in the demo, and what they bring and fetch."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from kiosk.control.client import NotRunning, ask
from kiosk.custody.roles import COURIER
from kiosk.orders.order import Order
from kiosk.orders.parcels import Announce, Place
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
class Cast:
    """`waiting`: in already; `coming`: with an announced size and without one."""

    courier: Actor
    waiting: tuple[Actor, ...]
    coming: tuple[Actor, ...]

    def people(self) -> tuple[Actor, ...]:
        return (self.courier, *self.waiting, *self.coming)


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
    )


def _chilled(site: Site, data: Path) -> Iterator[Actor]:
    """What has to be kept cool, where the site has a service and a compartment for it."""
    kept = {c.temperature: c.size for c in reversed(list(site.cabinet.compartments())) if c.temperature}
    for service in site.services.values():
        if size := kept.get(service.temperature):
            tracking, phone = "CHILL-2001", "+49 1510 5550105"
            told = _order(data, Announce(tracking, phone, size, service=service.name))
            yield Actor("Marie", told["pin"], told["token"], phone, tracking, size)
            return


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
        for p in (*cast.waiting, *cast.coming)
    ]
    return [badge, *parcels, lost, *phones]
