"""The shape of a site file's and a service's words on what has to be shown."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated

from pydantic import Field

from kiosk.custody.words import Kind
from kiosk.site.kinds import STRICT, Baud, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleTable:
    """What is asked before a door opens; see `kiosk.custody.proofs.factors.Rule`."""

    __pydantic_config__ = STRICT
    accepts: Annotated[tuple[Kind, ...], Field(min_length=1)] = tuple(Kind)
    factors: Annotated[int, Field(ge=1, le=3)] = 1
    people: Annotated[int, Field(ge=1, le=2)] = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofTable:
    """At the top: the least for every service. In a service: what it asks besides."""

    __pydantic_config__ = STRICT
    collect: RuleTable = field(default_factory=RuleTable)
    deposit: RuleTable = field(default_factory=RuleTable)


@dataclass(frozen=True, slots=True, kw_only=True)
class BadgesTable:
    """`port`: a device's whole path, `tcp://host:port`, or an input device that is taken for us alone."""

    __pydantic_config__ = STRICT
    port: Text
    baud: Baud = 9600


@dataclass(frozen=True, slots=True, kw_only=True)
class DelegationTable:
    """Where it stands, recipients may make a code for somebody else, for so many hours."""

    __pydantic_config__ = STRICT
    hours: Annotated[int, Field(ge=1, le=720)] = 72
