"""Names of the things that events speak of: random, without meaning, never personal."""

from __future__ import annotations

from typing import NewType

ConsignmentId = NewType("ConsignmentId", str)
PartyId = NewType("PartyId", str)
VisitId = NewType("VisitId", str)
GrantId = NewType("GrantId", str)
IntentId = NewType("IntentId", str)
TaskId = NewType("TaskId", str)
ChargeId = NewType("ChargeId", str)
PaymentId = NewType("PaymentId", str)
TenancyId = NewType("TenancyId", str)
