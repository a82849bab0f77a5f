"""The cabinet as it is on the wall: columns of compartments, their doors, and where a body finds them.

Lengths are centimetres. Heights are measured from the floor the visitor stands on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from hardware.outcomes.locks import LockAddress

REACH_LOW_CM = 38.0
REACH_HIGH_CM = 122.0


class Face(StrEnum):
    FRONT = "front"
    REAR = "rear"
    HATCH = "hatch"


class Side(StrEnum):
    """Where a door is as seen by a person who stands before the screen."""

    LEFT = "left"
    RIGHT = "right"
    ABOVE = "above"
    BELOW = "below"
    BEHIND = "behind"


class Height(StrEnum):
    FLOOR = "floor"
    KNEE = "knee"
    HIP = "hip"
    CHEST = "chest"
    HEAD = "head"
    OVERHEAD = "overhead"


# The upper end of each band, for a person of about 170 cm.
_BANDS = (
    (25.0, Height.FLOOR),
    (60.0, Height.KNEE),
    (100.0, Height.HIP),
    (140.0, Height.CHEST),
    (175.0, Height.HEAD),
)


@dataclass(frozen=True, slots=True)
class SizeClass:
    """A size people can choose; inner width x height x depth."""

    name: str
    width: float
    height: float
    depth: float

    @property
    def volume(self) -> float:
        return self.width * self.height * self.depth

    def holds(self, other: SizeClass) -> bool:
        """Whether a thing that just fills `other` goes into this one without turning it."""
        return self.width >= other.width and self.height >= other.height and self.depth >= other.depth


@dataclass(frozen=True, slots=True)
class Door:
    """What opens. `id` is the compartment's label, with `/rear` or `/hatch` behind it on those faces."""

    id: str
    face: Face
    lock: LockAddress


@dataclass(frozen=True, slots=True)
class Compartment:
    """A space with a label people read. `bottom` and `top` are heights above the floor.

    `temperature`: the class that its air is kept to, empty where nothing keeps it.
    """

    label: str
    size: str
    bottom: float
    top: float
    doors: tuple[Door, ...]
    features: frozenset[str] = frozenset()
    temperature: str = ""

    @property
    def middle(self) -> float:
        return (self.bottom + self.top) / 2

    @property
    def in_reach(self) -> bool:
        """Whether a seated person reaches the middle of the door (380 to 1,220 mm)."""
        return REACH_LOW_CM <= self.middle <= REACH_HIGH_CM

    @property
    def front(self) -> Door:
        """The door a visitor uses: the front one, else the first."""
        return next((d for d in self.doors if d.face is Face.FRONT), self.doors[0])


@dataclass(frozen=True, slots=True)
class Column:
    """Compartments from the top down; `left` is the distance of its left edge from the cabinet's."""

    left: float
    width: float
    compartments: tuple[Compartment, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """The screen: where its lower left corner is and how large it is."""

    left: float
    bottom: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class DoorPlace:
    """Where to look for a door, in terms that can be said in one sentence."""

    side: Side
    height: Height


def loose(address: LockAddress) -> Compartment:
    """What a channel opens of which nobody has said yet what it opens.

    Its name is longer than any label of a site file, so it can't be taken for one.
    """
    name = f"channel:{address.bank}:{address.channel}"
    return Compartment(name, "", 0.0, 0.0, (Door(name, Face.FRONT, address),))


@dataclass(frozen=True, slots=True)
class Cabinet:
    """Everything bolted together. Labels and lock addresses are unique (the site file is refused else).

    `frame` and `wall` are the steel around and between compartments. `unwired`: what the channels open that
    no compartment has; they are found by name and by lock, and belong to no column.
    """

    width: float
    height: float
    panel: Panel
    columns: tuple[Column, ...]
    sizes: Mapping[str, SizeClass]
    frame: float = 2.0
    wall: float = 1.0
    unwired: tuple[Compartment, ...] = ()
    _by_label: Mapping[str, Compartment] = field(init=False, repr=False, compare=False)
    _by_door: Mapping[str, Compartment] = field(init=False, repr=False, compare=False)
    _by_lock: Mapping[LockAddress, Door] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        every = (*self.compartments(), *self.unwired)
        object.__setattr__(self, "_by_label", {c.label: c for c in every})
        object.__setattr__(self, "_by_door", {d.id: c for c in every for d in c.doors})
        object.__setattr__(self, "_by_lock", {d.lock: d for c in every for d in c.doors})

    def compartments(self) -> Iterator[Compartment]:
        for column in self.columns:
            yield from column.compartments

    def is_loose(self, door_id: str) -> bool:
        """Whether nobody has said yet what the door with this id closes."""
        return any(door.id == door_id for one in self.unwired for door in one.doors)

    def locks(self) -> tuple[LockAddress, ...]:
        """Every channel that can be told to open, bank by bank."""
        return tuple(sorted(self._by_lock))

    def compartment(self, label: str) -> Compartment | None:
        return self._by_label.get(label)

    def door(self, door_id: str) -> Door | None:
        home = self._by_door.get(door_id)
        return None if home is None else next(d for d in home.doors if d.id == door_id)

    def behind(self, door_id: str) -> Compartment | None:
        """The compartment that the door with this id closes."""
        return self._by_door.get(door_id)

    def at(self, lock: LockAddress) -> Door | None:
        return self._by_lock.get(lock)

    def place(self, label: str) -> DoorPlace | None:
        """Where the compartment's front is, for a person before the screen; None for an unknown label."""
        home = self._by_label.get(label)
        if home is None or home in self.unwired:
            return None
        column = next(c for c in self.columns if home in c.compartments)
        return DoorPlace(_side(column, home, self.panel), _height(home.middle))


def _side(column: Column, home: Compartment, panel: Panel) -> Side:
    if home.front.face is Face.REAR:
        return Side.BEHIND
    middle = column.left + column.width / 2
    if middle < panel.left:
        return Side.LEFT
    if middle > panel.left + panel.width:
        return Side.RIGHT
    return Side.ABOVE if home.middle > panel.bottom + panel.height / 2 else Side.BELOW


def _height(middle: float) -> Height:
    return next((band for limit, band in _BANDS if middle < limit), Height.OVERHEAD)
