"""Which proofs open what: kinds of credentials, the factor each stands for, and the rules over both.

They stand in this room and not with the credentials because the door rule asks them (`claims.may_open`).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final, assert_never

from kiosk.custody.words import Act, Kind


class Factor(StrEnum):
    """What a proof rests on."""

    KNOWS = "knows"
    HAS = "has"
    IS = "is"


FACTORS: Final[Mapping[Kind, Factor]] = {
    Kind.PIN: Factor.KNOWS,
    Kind.TOKEN: Factor.HAS,
    Kind.OFFLINE: Factor.HAS,
    Kind.TOTP: Factor.HAS,
    Kind.BADGE: Factor.HAS,
    Kind.FACE: Factor.IS,
    Kind.DELEGATION: Factor.KNOWS,
}

EVERY: Final = frozenset(Kind)


@dataclass(frozen=True, slots=True)
class Rule:
    """`accepts`: kinds that count. `factors`: how many different ones each party shows, from 0 (nobody has
    to say who they are) to 3.

    `people`: how many are there, from 1 to 2; the second is a member of staff.
    """

    accepts: frozenset[Kind] = EVERY
    factors: int = 1
    people: int = 1

    def also(self, other: Rule) -> Rule:
        """What satisfies both."""
        return Rule(
            self.accepts & other.accepts,
            max(self.factors, other.factors),
            max(self.people, other.people),
        )

    def can_be_met(self, with_kinds: Collection[Kind] = EVERY) -> bool:
        """Whether the accepted ones among `with_kinds` make as many factors as it wants."""
        return len({FACTORS[kind] for kind in self.accepts.intersection(with_kinds)}) >= self.factors


@dataclass(frozen=True, slots=True)
class Proof:
    """The rules of one service, or the least that a site asks of all.

    For work the role of whoever signs in says what is shown, and `two_people` of the service how many come.
    """

    collect: Rule = field(default_factory=Rule)
    deposit: Rule = field(default_factory=Rule)

    def of(self, act: Act) -> Rule | None:
        match act:
            case Act.COLLECT:
                return self.collect
            case Act.DEPOSIT:
                return self.deposit
            case Act.REOPEN | Act.UNDO | Act.WORK | Act.MAINTAIN | Act.COMMISSION:
                return None
            case Act.BEGIN | Act.USE | Act.END | Act.PAY | Act.DECIDE:
                return None
            case _:
                assert_never(act)

    def also(self, other: Proof) -> Proof:
        return Proof(self.collect.also(other.collect), self.deposit.also(other.deposit))


@dataclass(frozen=True, slots=True)
class Need:
    """What is to be asked for next: any one of `kinds`, or, where there is none, a second person."""

    kinds: tuple[Kind, ...]


def missing(rule: Rule, shown: Collection[Kind], people: int = 1) -> Need | None:
    """What `rule` still wants of a party that has `shown` these, with `people` there; None when it is met.

    A need that nothing can meet (the rule accepts too little) comes back all the same: the door stays shut.
    """
    have = {FACTORS[kind] for kind in shown if kind in rule.accepts}
    if len(have) < rule.factors:
        return Need(tuple(k for k in Kind if k in rule.accepts and FACTORS[k] not in have))
    return Need(()) if people < rule.people else None
