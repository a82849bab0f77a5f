"""`[[terminals]]`: card terminals, whose passwords stand in files of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from hardware.terminals.currencies import COINS
from hardware.terminals.registry import TerminalKind
from kiosk.site.kinds import STRICT, Baud, Name, Text
from kiosk.site.parts.machine import Currency
from kiosk.site.problems import SiteProblem, doubles, found, port_problem

FACTORY: Final = "000000"
"""The password of a ZVT terminal that nobody has given another."""
_DIGITS: Final = re.compile(r"\d{6}")
_LONGEST: Final = 64


# --- the shape of the file ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class TerminalTable:
    """`baud` and `password` are zvt's alone; `password` is a file that holds six digits."""

    __pydantic_config__ = STRICT
    kind: TerminalKind
    port: Text
    name: Name = "terminal"
    baud: Baud | None = None
    currency: Currency | None = None
    password: Text | None = None


# --- the values -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TerminalSite:
    """`port`: a device's path or `tcp://host:port`. `password`: where it is kept; None: the factory's."""

    name: str
    kind: TerminalKind
    port: str
    currency: str
    baud: int = 9600
    password: Path | None = None


def build_terminals(
    tables: Iterable[TerminalTable], currency: str | None, folder: Path
) -> tuple[TerminalSite, ...]:
    """`currency`: the site's; `folder`: the site file's, from which passwords are looked for."""
    return tuple(
        TerminalSite(
            each.name,
            each.kind,
            each.port,
            each.currency or currency or "",
            each.baud or 9600,
            folder / each.password if each.password else None,
        )
        for each in tables
    )


def password_of(terminal: TerminalSite) -> str | SiteProblem:
    """The six digits; a sentence where the file can't be read or holds something else. Not what."""
    if terminal.password is None:
        return FACTORY
    where = f'terminals["{terminal.name}"].password'
    try:
        with terminal.password.open("rb") as file:
            held = file.read(_LONGEST).decode("ascii", errors="replace").strip()
    except OSError as failure:
        return SiteProblem(where, f"{terminal.password} can't be read ({failure.strerror})")
    if not _DIGITS.fullmatch(held):
        return SiteProblem(where, f"{terminal.password} holds no password of six digits")
    return held


def passwords_amiss(terminals: Iterable[TerminalSite]) -> Iterator[SiteProblem]:
    """What keeps terminals from their passwords, and files that others on this machine can read."""
    for each in terminals:
        password = password_of(each)
        if isinstance(password, SiteProblem):
            yield password
        elif each.password is not None and each.password.stat().st_mode & 0o077:
            where = f'terminals["{each.name}"].password'
            yield SiteProblem(where, f"{each.password} can be read by others; try: chmod 600")


# --- what can be wrong ----------------------------------------------------------------------------


def terminal_problems(
    terminals: tuple[TerminalTable, ...], currency: str | None, taken: Iterable[str], names: Iterable[str]
) -> Iterator[SiteProblem]:
    """`currency`: the site's; `taken`: ports that something else is at; `names`: of other devices."""
    yield from doubles("terminals", "the name", (*names, *(each.name for each in terminals)))
    at = set(taken)
    for each in terminals:
        where = f'terminals["{each.name}"]'
        if each.port in at:
            yield SiteProblem(f"{where}.port", found(each.port, "a port where nothing else is"))
        at.add(each.port)
        yield from port_problem(f"{where}.port", each.port)
        yield from _money(where, each, currency)
        yield from _of_kind(where, each)


def _money(where: str, terminal: TerminalTable, currency: str | None) -> Iterator[SiteProblem]:
    paid = terminal.currency or currency
    if paid is None:
        yield SiteProblem(f"{where}.currency", 'it is missing; wanted such as "EUR", here or as `currency`')
    elif currency is not None and paid != currency:
        yield SiteProblem(f"{where}.currency", found(paid, f'"{currency}", in which people pay here'))
    elif paid not in COINS:
        yield SiteProblem(f"{where}.currency", found(paid, f"one of {', '.join(COINS)}"))


def _of_kind(where: str, terminal: TerminalTable) -> Iterator[SiteProblem]:
    if terminal.kind is not TerminalKind.ZVT:
        for key in ("baud", "password"):
            if getattr(terminal, key) is not None:
                yield SiteProblem(
                    f"{where}.{key}", f'found a key that "{terminal.kind}" has no use for; wanted none'
                )
    elif terminal.password is not None and terminal.password.strip().isdecimal():
        wanted = "the name of a file that holds it, so that it is read by nobody else"
        yield SiteProblem(f"{where}.password", f"found a password itself; wanted {wanted}")
