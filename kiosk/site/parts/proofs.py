"""`[proof]` and `[delegation]`: what has to be shown before a door opens, and who may show it for another."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from typing import Annotated, Final

from pydantic import Field

from kiosk.custody.proofs.factors import Proof, Rule
from kiosk.custody.words import Kind
from kiosk.site.kinds import STRICT
from kiosk.site.problems import SiteProblem

STAFFS: Final = frozenset({Kind.PIN, Kind.TOKEN, Kind.BADGE})
"""What couriers have: nobody keeps their faces, and nobody signs tokens for them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTable:
    """What is asked before a door opens; see `kiosk.custody.proofs.factors.Rule`."""

    __pydantic_config__ = STRICT
    accepts: Annotated[tuple[Kind, ...], Field(min_length=1)] = tuple(Kind)
    factors: Annotated[int, Field(ge=1, le=3)] = 1
    people: Annotated[int, Field(ge=1, le=2)] = 1

    def build(self) -> Rule:
        return Rule(frozenset(self.accepts), self.factors, self.people)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofTable:
    """At the top: the least for every service. In a service: what it asks besides."""

    __pydantic_config__ = STRICT
    collect: RuleTable = field(default_factory=RuleTable)
    deposit: RuleTable = field(default_factory=RuleTable)

    def build(self) -> Proof:
        return Proof(self.collect.build(), self.deposit.build())


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationTable:
    """Where it is, recipients may make a code for somebody else, for so many hours."""

    __pydantic_config__ = STRICT
    hours: Annotated[int, Field(ge=1, le=720)] = 72


def proof_problems(where: str, proof: Proof, here: Collection[Kind]) -> Iterator[SiteProblem]:
    """A rule that nobody could meet would keep doors shut. `here`: the kinds that this machine can read."""
    for name, rule, kinds in (
        ("collect", proof.collect, here),
        ("deposit", proof.deposit, STAFFS & set(here)),
    ):
        if not rule.can_be_met(kinds):
            told = f"found {rule.factors} factors, which nobody can show at this machine"
            wanted = "kinds that its devices read: something known, something that one has, a face"
            yield SiteProblem(f"{where}.{name}", f"{told}; wanted {wanted}")


def fresh_problems(fresh: int | None, here: Collection[Kind]) -> Iterator[SiteProblem]:
    """`fresh`: `[staff]`'s term after which staff show two factors."""
    if fresh is not None and not Rule(factors=2).can_be_met(STAFFS & set(here)):
        told = "found a term after which staff show two factors, which nobody can at this machine"
        yield SiteProblem("staff.fresh", f"{told}; wanted a reader for codes or badges as well")
