"""`charges` of a step: what is paid, by whom, and what becomes of it while nobody can pay."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from pydantic import Field

from kiosk.custody.services.rules import ChargeKind, ChargeRule, ChargeTime, TerminalDown
from kiosk.services.written import AmountSaid, ServiceWord, SpanSaid, Who, one_of
from kiosk.site.kinds import STRICT, said


@dataclass(frozen=True, slots=True, kw_only=True)
class ChargeTable:
    """See `kiosk.custody.services.rules.ChargeRule`."""

    __pydantic_config__ = STRICT
    name: ServiceWord
    kind: Annotated[ChargeKind, one_of(ChargeKind)] | None = None
    when: Annotated[ChargeTime, one_of(ChargeTime)] | None = None
    amount: AmountSaid
    per: SpanSaid | None = None
    free: SpanSaid | None = None
    from_: Annotated[ServiceWord | None, Field(alias="from")] = None
    of: Who | None = None
    payer: ServiceWord | None = None
    payee: ServiceWord | None = None
    down: Annotated[TerminalDown, one_of(TerminalDown)] | None = None
    only_if: ServiceWord | None = None

    def build(self) -> ChargeRule:
        keys = said(self, "from_")
        return ChargeRule(**keys, source=self.from_ or "")
