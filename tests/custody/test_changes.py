"""Values with something changed: like any other value of their class."""

from __future__ import annotations

import dataclasses
from dataclasses import FrozenInstanceError, dataclass, field
from typing import Any

import pytest

from kiosk.custody.changes import made, replace
from kiosk.custody.ids import VisitId
from kiosk.custody.ledger import EMPTY, Holding, Visit
from kiosk.custody.words import Condition

A_VISIT = Visit(VisitId("v1"), 1, "otter", "scan")


@dataclass(frozen=True, slots=True)
class Sorted:
    """A class that does more when a value of it is made."""

    names: tuple[str, ...]
    least: str = ""

    def __post_init__(self) -> None:
        object.__setattr__(self, "least", min(self.names))


@dataclass(frozen=True, slots=True)
class Counting:
    """One that has a field nobody gives."""

    first: int
    second: int = 0
    third: list[int] = field(default_factory=list, init=False)


@dataclass(frozen=True)
class Loose:
    """One without slots."""

    first: int
    second: int = 0


@pytest.mark.parametrize(
    ("value", "changes"),
    [
        (A_VISIT, {"parked_at": "12"}),
        (A_VISIT, {}),
        (Holding(), {"condition": Condition.BROKEN, "things": ()}),
        (EMPTY, {"seq": 7}),
        (Sorted(("b", "c")), {"names": ("z", "a")}),
        (Counting(1, 2), {"first": 3}),
        (Loose(1, 2), {"second": 3}),
    ],
)
def test_a_changed_value_is_as_one_that_was_made_so(value: Any, changes: dict[str, Any]) -> None:
    before = dataclasses.replace(value)
    changed = replace(value, **changes)
    assert changed == dataclasses.replace(value, **changes)
    assert type(changed) is type(value)
    assert value == before
    with pytest.raises(FrozenInstanceError):
        setattr(changed, next(iter(changes), "word"), None)


def test_a_name_that_the_class_does_not_have_is_refused() -> None:
    wrong: Any = {"parked_for": "12"}
    with pytest.raises((TypeError, AttributeError), match="parked_for"):
        replace(A_VISIT, **wrong)


def test_a_value_made_by_its_twin_is_as_one_that_was_made_by_its_class() -> None:
    assert made(Visit, VisitId("v1"), 1, "otter", journey="scan") == A_VISIT
    assert made(Visit, VisitId("v1"), 1, "otter", "scan").proven is not A_VISIT.proven
    assert made(Sorted, ("z", "a")) == Sorted(("z", "a"))
    assert made(Loose, 1) == Loose(1)
    with pytest.raises(TypeError, match="word"):
        made(Visit, VisitId("v1"), 1)  # type: ignore[call-arg]  # what is missing is asked for
