"""`buses.banks`: a lock board with its channels."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from hardware.locks.driver import Bank, Polarity
from hardware.locks.registry import MAKERS
from hardware.locks.settings import Choice, PinList, Setting
from kiosk.site.kinds import STRICT, Channel, Name, Text
from kiosk.site.problems import SiteProblem, found, offered


@dataclass(frozen=True, slots=True, kw_only=True)
class BankTable:
    """`settings`: what the board's maker knows beyond the rest; `hardware/locks/registry.py` has them."""

    __pydantic_config__ = STRICT
    name: Name
    board: Text
    address: Annotated[int, Field(ge=0, le=255)]
    channels: Channel
    polarity: Polarity = Polarity.SHORT_WHEN_LOCKED
    patience: Annotated[float, Field(ge=1, le=20)] = 1.0
    settings: dict[Name, int | Text] = field(default_factory=dict)

    def build(self) -> Bank:
        return Bank(
            self.name,
            self.board,
            self.address,
            self.channels,
            self.polarity,
            self.patience,
            self.settings,
        )


def board_problems(where: str, bank: BankTable) -> Iterator[SiteProblem]:
    """What the board's maker doesn't know."""
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
