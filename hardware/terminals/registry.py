"""The kinds of card terminals, and how each is made."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from hardware.outcomes.terminals import TerminalReport
from hardware.terminals.currencies import COINS
from hardware.terminals.mdb.driver import MdbReader
from hardware.terminals.terminal import CardTerminal
from hardware.terminals.zvt.driver import SETTINGS, ZvtTerminal


class TerminalKind(StrEnum):
    ZVT = "zvt"
    MDB = "mdb"


def card_terminal(
    kind: TerminalKind,
    name: str,
    port: str,
    currency: str,
    post: Callable[[TerminalReport], None],
    *,
    password: str = "000000",  # noqa: S107  as terminals come from the factory
    baud: int = SETTINGS.baud,
) -> CardTerminal:
    """A terminal that is not started yet. KeyError for a currency that terminals here don't take."""
    coin = COINS[currency]
    match kind:
        case TerminalKind.ZVT:
            return ZvtTerminal(port, password, coin.number, post, name=name, baud=baud)
        case TerminalKind.MDB:
            return MdbReader(port, coin.decimals, post, name=name)
