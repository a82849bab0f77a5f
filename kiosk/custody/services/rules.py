"""The rules of a service: who does what, in which order, at which price, and what follows when nobody comes.

A file says them (`kiosk/services`); the journal keeps each version whole, and each thing names the one that
held when it came. Every sequence is a tuple, so that two equal rules have one spelling.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from kiosk.custody.cabinet.cabinet import Face
from kiosk.custody.proofs.factors import Rule
from kiosk.custody.words import Act


class SpanUnit(StrEnum):
    SECONDS = "s"
    """Elapsed time, whatever the clocks on the walls do."""
    DAYS = "days"
    """Days of the site's calendar: the time on the wall is kept."""
    OPEN_DAYS = "open-days"
    """The same, counting only days on which the site is open."""


@dataclass(frozen=True, slots=True)
class Span:
    """A length of time."""

    n: int
    unit: SpanUnit = SpanUnit.SECONDS


class SelectorKind(StrEnum):
    ROLE = "role"
    """A member of staff with this role, of the thing's principal."""
    PERSON = "person"
    """A slot of the service that an order fills with a party, such as "recipient"."""
    PARTY = "party"
    """That party: a slot that was filled. No file says it."""
    GROUP = "group"
    """Members of a group that the operator keeps."""
    ANYONE = "anyone"
    HOLDER = "holder"
    """Whoever has the thing now, or rents the space."""
    DEPOSITOR = "depositor"
    """Whoever put it in last."""
    VISIT = "visit"
    """Whoever announced it in that visit, until it is in. No file says it."""


@dataclass(frozen=True, slots=True)
class Selector:
    """Who. `id`: the role, slot, party, group or visit; empty for the others."""

    kind: SelectorKind
    id: str = ""

    def __str__(self) -> str:
        return f"{self.kind}:{self.id}" if self.id else str(self.kind)


class GateKind(StrEnum):
    """What must be so before a step is done. Each says what it is when nobody can tell."""

    AFTER = "after"
    """Another step of the case is done. Always known here."""
    COMPLETE = "complete"
    """Every thing of the case is in the machine. Always known here."""
    HOURS = "hours"
    """The site is open. Unknown while the machine's clock can't be trusted."""
    TEMPERATURE = "temperature"
    """The compartment is as warm as its class wants. Unknown while its sensor is silent."""
    RELEASED = "released"
    APPROVED = "approved"
    CUSTOMS = "customs"
    AGE = "age"
    SIGNAL = "signal"
    """The five above: told by the principal. Unknown until told, and when the last word is too old."""


TOLD_GATES: Final = frozenset(
    {GateKind.RELEASED, GateKind.APPROVED, GateKind.CUSTOMS, GateKind.AGE, GateKind.SIGNAL}
)
"""Gates that the principal opens and shuts by an order."""


class Unknown(StrEnum):
    """What an unknown gate counts as."""

    SHUT = "shut"
    OPEN = "open"


@dataclass(frozen=True, slots=True)
class GateRule:
    """`step`: of `after`; `same_visit`: that step was done in this visit. `fresh`: seconds of silence from
    the operator after which what was told is no longer known; 0 for never."""

    gate: GateKind
    step: str = ""
    same_visit: bool = False
    fresh: int = 0
    unknown: Unknown = Unknown.SHUT


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in the currency's smallest unit (cents); `currency` by ISO 4217."""

    minor: int
    currency: str


class AmountFrom(StrEnum):
    ORDER = "order"
    """Each announcement says it."""
    OFFER = "offer"
    """The offer made for the case says it."""


@dataclass(frozen=True, slots=True)
class SizePrice:
    """What a compartment of this size class costs."""

    size: str
    amount: Money


class ChargeKind(StrEnum):
    PRICE = "price"
    SECURITY = "security"
    """Kept until the thing is back; late fees can be taken from it."""
    GIVE = "give"
    """The visitor is paid."""


class ChargeTime(StrEnum):
    BEFORE = "before"
    AFTER = "after"


class TerminalDown(StrEnum):
    """What becomes of a charge while nobody can pay."""

    SHUT = "shut"
    """The door stays shut, and the clock stands."""
    ACCOUNT = "account"
    """It goes onto the account."""
    WAIVE = "waive"
    """It is dropped."""
    LINK = "link"
    """The visitor pays by a link on their phone."""


@dataclass(frozen=True, slots=True)
class ChargeRule:
    """A charge for a step.

    `amount`: the same for all, by size class, or said elsewhere. `per`: so much for each begun period beyond
    `free`. `source`: the security that it is taken from. `of`: whom it is asked of; None for all. `payer`
    and `payee`: accounts that the operator names. `only_if`: only after this answer to an offer.
    """

    name: str
    kind: ChargeKind = ChargeKind.PRICE
    when: ChargeTime = ChargeTime.BEFORE
    amount: Money | AmountFrom | tuple[SizePrice, ...] = AmountFrom.ORDER
    per: Span | None = None
    free: Span | None = None
    source: str = ""
    of: Selector | None = None
    payer: str = ""
    payee: str = ""
    down: TerminalDown = TerminalDown.SHUT
    only_if: str = ""


class ClockStart(StrEnum):
    """What a clock counts from."""

    DEPOSITED = "deposited"
    NOTIFIED = "notified"
    RELEASED = "released"


class PauseReason(StrEnum):
    """Why a clock stands: nobody could have come."""

    MACHINE = "machine"
    DOOR = "door"
    CLOSED = "closed"
    TERMINAL = "terminal"


class ClockDeed(StrEnum):
    REMIND = "remind"
    ALARM = "alarm"
    """A task for whoever `to` names."""
    RECALL = "recall"
    """The thing is for `to` now, at no charge."""
    KEEP = "keep"
    """The security is kept, and the thing written off."""
    CLEAR = "clear"
    """A task for `to` to empty the space; what was there becomes a thing of its own."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """What is done so long after the clock began."""

    after: Span
    do: ClockDeed
    to: Selector | None = None


@dataclass(frozen=True, slots=True)
class ClockRule:
    """Until when a step must have happened; `then` in the order of time."""

    starts: ClockStart = ClockStart.DEPOSITED
    pauses: tuple[PauseReason, ...] = (PauseReason.MACHINE, PauseReason.DOOR)
    then: tuple[Deadline, ...] = ()


@dataclass(frozen=True, slots=True)
class QuotaRule:
    """At most `most` times a person within so many seconds (0: ever), or `holding` so many at once."""

    most: int
    within: int = 0
    holding: bool = False


@dataclass(frozen=True, slots=True)
class ReopenRule:
    """Whoever took something out may look again so often within so many seconds."""

    within: int
    times: int = 1


class EvidenceKind(StrEnum):
    SCAN = "scan"
    PHOTO = "photo"
    WEIGHT = "weight"
    SEAL = "seal"
    """Read on the way in, and compared on the way out."""
    CONDITIONS = "conditions"
    TEXT = "text"
    DECLARATION = "declaration"
    SIGNATURE = "signature"


@dataclass(frozen=True, slots=True)
class EvidenceRule:
    """`where_possible`: only where the device for it is there."""

    kind: EvidenceKind
    where_possible: bool = False


@dataclass(frozen=True, slots=True)
class PlaceRule:
    """What kind of compartment. `shared`: so many things of the service are in one together. `kind`: the
    class of what is there (such as "food"); what has held a class among `refuses` is cleaned first.
    `after`: the care that it needs when the last thing has left, such as "wipe"."""

    shared: int = 1
    features: tuple[str, ...] = ()
    temperature: str = ""
    kind: str = ""
    refuses: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


class StepStart(StrEnum):
    ORDER = "order"
    """Somebody announces the thing."""
    SELF = "self"
    """A visitor may begin here."""


@dataclass(frozen=True, slots=True)
class StepRule:
    """One hand-over or other deed. `thing`: for which of the service's things; empty for all. `second`: who
    the second of two people is. `choose`: the answers of a decision. `clock`: None where it has no end."""

    name: str
    act: Act
    by: tuple[Selector, ...]
    thing: str = ""
    start: StepStart = StepStart.ORDER
    proof: Rule = field(default_factory=Rule)
    second: Selector | None = None
    gates: tuple[GateRule, ...] = ()
    charges: tuple[ChargeRule, ...] = ()
    evidence: tuple[EvidenceRule, ...] = ()
    face: Face = Face.FRONT
    reopen: ReopenRule | None = None
    undo: bool = True
    quota: QuotaRule | None = None
    choose: tuple[str, ...] = ()
    only_if: str = ""
    clock: ClockRule | None = None


@dataclass(frozen=True, slots=True)
class ThingRule:
    """A kind of thing of the service. `again`: the step that follows its last, for what comes back. `check`:
    who looks at it once it is back, before anybody else may take it."""

    name: str
    place: PlaceRule = field(default_factory=PlaceRule)
    again: str = ""
    check: Selector | None = None


class Privacy(StrEnum):
    PLAIN = "plain"
    DISCREET = "discreet"
    """No screen says what it is."""
    CARE = "care"
    """The same, and no names, no opening from afar, no export."""
    SEALED = "sealed"
    """The same, and two people for any work."""


@dataclass(frozen=True, slots=True)
class ServiceTexts:
    """What a screen says of the service in one language: plain text, no markup. `name`: 30 characters."""

    language: str
    name: str
    hint: str = ""
    terms: str = ""
    questions: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceRules:
    """`digest`: SHA-256, in hex, of all the rest in canonical JSON. `forget_after`: seconds after which what
    names a person is erased once the thing has left."""

    id: str
    version: int
    digest: str
    principal: str
    privacy: Privacy
    things: tuple[ThingRule, ...]
    steps: tuple[StepRule, ...]
    texts: tuple[ServiceTexts, ...] = ()
    forget_after: int = 30 * 86_400

    def step(self, name: str) -> StepRule | None:
        return next((step for step in self.steps if step.name == name), None)

    def thing(self, name: str) -> ThingRule | None:
        return next((thing for thing in self.things if thing.name == name), None)

    def steps_of(self, thing: str) -> tuple[StepRule, ...]:
        """The steps of this kind of thing, in the file's order."""
        return tuple(step for step in self.steps if step.thing in ("", thing))
