"""The card terminals of a simulated site, each on a line of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Final

from hardware.simulator.happenings import MoneyMoved, PlugMoved, SiteHappening
from hardware.simulator.terminals.served import ServedTerminal
from hardware.terminals.registry import TerminalKind
from hardware.terminals.script import Takings, turn_of

_A_CARD_COMES_AFTER: Final = 1.0
"""Seconds, so that whoever watches sees what the screen asks for."""


class SimulatedTerminals:
    """Simulated terminals by name. Methods are the hand's, for any thread; KeyError for an unknown name."""

    def __init__(
        self, plan: Mapping[str, TerminalKind], folder: Path, happened: Callable[[SiteHappening], None]
    ) -> None:
        self._happened = happened
        self.ports = {name: folder / f"terminal-{name}" for name in plan}
        self._served = {
            name: ServedTerminal(
                kind, link=self.ports[name], think=_A_CARD_COMES_AFTER, tell=partial(self._took, name)
            )
            for name, kind in plan.items()
        }

    def start(self) -> None:
        for terminal in self._served.values():
            terminal.start()

    def stop(self) -> None:
        for terminal in self._served.values():
            terminal.stop()

    def next(self, name: str, turn: str) -> None:
        """One more sale goes as these words say (`hardware/terminals/script.py`); ValueError for others."""
        self._served[name].next(turn_of(turn))

    def has_plug(self, name: str) -> bool:
        return name in self._served

    def unplug(self, name: str) -> None:
        self._served[name].unplug()
        self._happened(PlugMoved(name, plugged=False))

    def plug(self, name: str) -> None:
        self._served[name].plug()
        self._happened(PlugMoved(name, plugged=True))

    def _took(self, name: str, what: Takings) -> None:
        self._happened(MoneyMoved(name, what.what, what.amount))
