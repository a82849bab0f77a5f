"""How an order is carried out: what that needs, what it answers, and how a family of orders says so."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, TypeVar

from kiosk.site.whole import Site
from kiosk.vault.drawing import Work
from kiosk.visits.book import Book, Signature

Answer = dict[str, Any]
"""What whoever gave the order is told: {"ok": true, ...} or {"ok": false, "why"}."""

O = TypeVar("O")  # noqa: E741  an order


@dataclass(frozen=True, slots=True)
class Means:
    """What carrying out an order needs. Belongs to the thread of the book.

    `draw`: a random id. `unfit`: labels of the compartments that are too warm or too cold now, as far as
    somebody knows.
    """

    site: Site
    book: Book
    draw: Callable[[], str]
    unfit: Callable[[], Collection[str]] = frozenset

    @property
    def by(self) -> Signature:
        """Who signs what an order writes down."""
        return self.book.operator

    def now(self) -> datetime:
        return self.book.journal.clock.now()


@dataclass(frozen=True, slots=True)
class Procedure(Generic[O]):
    """Orders of this `kind` are carried out by `work`, which raises OrderRefused, having done nothing.

    `erases`: it takes persons or faces out of the vault, so that their traces have to go from every file.
    """

    kind: type[O]
    work: Callable[[Means, O], Work[Answer]]
    erases: bool = False


def at_once(kind: type[O], answer: Callable[[Means, O], Answer], *, erases: bool = False) -> Procedure[O]:
    """The procedure of orders that need no PIN's tag."""

    def work(means: Means, order: O) -> Work[Answer]:
        yield from ()
        return answer(means, order)

    return Procedure(kind, work, erases)


@dataclass(frozen=True, slots=True)
class Secrets:
    """Told once to whoever gave the order, and never again.

    `phone` and `recovery` only where the role signs in with a phone's code as well.
    """

    pin: str = field(repr=False)
    token: str = field(repr=False)
    phone: str = field(default="", repr=False)
    recovery: str = field(default="", repr=False)

    def told(self) -> Answer:
        """As the control socket says it."""
        more = {"phone": self.phone, "recovery": self.recovery} if self.phone else {}
        return {"ok": True, "pin": self.pin, "token": self.token, **more}
