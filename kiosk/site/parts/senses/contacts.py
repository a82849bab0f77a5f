"""`sensors.contacts`: a contact of the cabinet on an input board."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from kiosk.custody.words import ContactKind
from kiosk.site.kinds import STRICT, ModbusAddress, Name
from kiosk.site.problems import SiteProblem


@dataclass(frozen=True, slots=True)
class ContactSite:
    """`channel` (from 1) of the input board at `address`; `closed_when_on`: a voltage means all is shut."""

    name: str
    kind: ContactKind
    address: int
    channel: int
    closed_when_on: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class ContactTable:
    """A contact on input `channel` (from 1) of the board at `address`."""

    __pydantic_config__ = STRICT
    name: Name
    kind: ContactKind
    address: ModbusAddress
    channel: Annotated[int, Field(ge=1, le=64)]
    closed_when_on: bool = True

    def build(self) -> ContactSite:
        return ContactSite(self.name, self.kind, self.address, self.channel, self.closed_when_on)


def contact_problems(
    line: str, contacts: Iterable[ContactTable], sensors: Mapping[int, str]
) -> Iterator[SiteProblem]:
    """Of one line. `line`: its key; `sensors`: the temperature sensor at each address."""
    wired: dict[tuple[int, int], str] = {}
    for contact in contacts:
        where = f'{line}.contacts["{contact.name}"]'
        if contact.address in sensors:
            told = f'found {contact.address}, which the sensor "{sensors[contact.address]}" has'
            yield SiteProblem(f"{where}.address", f"{told}; wanted the address of an input board")
        if (other := wired.setdefault((contact.address, contact.channel), contact.name)) != contact.name:
            told = f'found input {contact.channel} of board {contact.address}, which "{other}" has'
            yield SiteProblem(f"{where}.channel", f"{told}; wanted one input a contact")
