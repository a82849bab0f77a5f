"""What operators ask of a kiosk from outside: the same orders from the command line, the network, a robot.

They are values; `kiosk.orders.quiet` and `kiosk.program.life` carry them out.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from kiosk.orders.proofs import ProofOrder


@dataclass(frozen=True, slots=True)
class Announce:
    """A courier will bring this. `size` may stay empty: the courier is asked.

    `token_id`: of a signed token for it, which is then taken even where nobody can tell the time.
    `route`: only couriers of this route, and of none, bring it.
    `service`: one of the site's by its name, its first where nothing is said.
    """

    tracking: str
    phone: str
    size: str = ""
    in_reach: bool = False
    token_id: str = ""
    service: str = ""
    route: str = ""
    order: Literal["announce"] = "announce"


@dataclass(frozen=True, slots=True)
class Place:
    """This lies in the compartment already. `anyway`: also where nothing of its service should lie there."""

    compartment: str
    tracking: str
    phone: str
    service: str = ""
    anyway: bool = False
    order: Literal["place"] = "place"


@dataclass(frozen=True, slots=True)
class AddStaff:
    """`badge`: the number of one they have, as the reader says it.

    `until`: when their credentials end, in ISO 8601, by the site's own time where it names no other; empty
    where the role says. `route`: they bring what is on it and nothing else. `anyway`: also where somebody of
    this name works here already.
    """

    name: str
    role: str
    badge: str = ""
    until: str = ""
    route: str = ""
    anyway: bool = False
    order: Literal["add-staff"] = "add-staff"


@dataclass(frozen=True, slots=True)
class OpenRemotely:
    """`by`: who answers for it. Both are kept in the vault; neither may hold a phone or a tracking number."""

    compartment: str
    reason: str
    by: str
    order: Literal["open"] = "open"


@dataclass(frozen=True, slots=True)
class Forget:
    """Take everything out that names whoever has this phone, as long as nothing waits for them."""

    phone: str
    order: Literal["forget"] = "forget"


@dataclass(frozen=True, slots=True)
class ForgetFace:
    """Destroy the face of whoever has this phone, and nothing else of theirs."""

    phone: str
    order: Literal["forget-face"] = "forget-face"


@dataclass(frozen=True, slots=True)
class RemoveStaff:
    """Whoever has this name works here no longer.

    `role` and `staff` (the id, as it is listed) choose where several have it.
    """

    name: str
    role: str = ""
    staff: str = ""
    order: Literal["remove-staff"] = "remove-staff"


@dataclass(frozen=True, slots=True)
class AcceptClock:
    """The machine's clock is right: somebody has looked."""

    order: Literal["accept-clock"] = "accept-clock"


@dataclass(frozen=True, slots=True)
class Examine:
    """How do the locks, the lines and the data do? Changes nothing."""

    order: Literal["examine"] = "examine"


@dataclass(frozen=True, slots=True)
class Withdraw:
    """The parcel with this label is not to be handed out: it need not come any more, or `role` takes it out.

    `role`: of those who are asked to take it out, where it lies in a compartment already.
    """

    tracking: str
    role: Literal["courier", "technician"] = "courier"
    order: Literal["withdraw"] = "withdraw"


class Listed(StrEnum):
    """What a kiosk can list."""

    PARCELS = "parcels"
    DOORS = "doors"
    STAFF = "staff"
    BADGES = "badges"
    DELEGATIONS = "delegations"
    TASKS = "tasks"


@dataclass(frozen=True, slots=True)
class ListThings:
    """What is there of these? Changes nothing.

    Answers {"ok", "items", "more"}: at most `most` (1 to 500) plain dicts, each with an "id", in the order of
    their ids; `more` is to be given as `after` for those that follow, and empty where there are none.
    """

    what: Listed
    after: str = ""
    most: int = 200
    order: Literal["list"] = "list"


_AboutPeople = AddStaff | RemoveStaff | Forget | ForgetFace
Quiet = Announce | Place | Withdraw | ListThings | _AboutPeople | AcceptClock | ProofOrder
"""Orders that need no door, so that data at rest can take them."""

Order = Quiet | OpenRemotely | Examine


@dataclass(frozen=True, slots=True)
class Secrets:
    """Told once to whoever gave the order, and never again.

    `phone` and `recovery` only where the role signs in with a phone's code as well.
    """

    pin: str = field(repr=False)
    token: str = field(repr=False)
    phone: str = field(default="", repr=False)
    recovery: str = field(default="", repr=False)

    def told(self) -> dict[str, object]:
        """As the control socket says it."""
        more = {"phone": self.phone, "recovery": self.recovery} if self.phone else {}
        return {"ok": True, "pin": self.pin, "token": self.token, **more}
