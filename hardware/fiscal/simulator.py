"""A simulated fiscal device: it numbers receipts, chains them by their hashes, and is hostile on demand."""

from __future__ import annotations

import base64
import hashlib
import json
from collections import deque
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from hardware.fiscal.frames import FiscalLines, lines_of


class FiscalAct(StrEnum):
    """How the next `finish` goes."""

    SIGN = "sign"
    REFUSE = "refuse"
    SILENT = "silent"
    """It signs, and says nothing of it."""
    GARBAGE = "garbage"
    OTHER = "other"
    """It answers for another receipt."""


@dataclass(frozen=True, slots=True)
class KeptReceipt:
    """What it signed: `gross` is the sum of its lines, in minor units."""

    id: str
    number: int
    gross: int
    signature: str


class SimulatedFiscal:
    """A `Device`. `acts`: what the next signatures do; `kept`: its own record, each id once."""

    def __init__(self, name: str = "SIM-1") -> None:
        self.name = name
        self.acts: deque[FiscalAct] = deque()
        self.kept: list[KeptReceipt] = []
        self.begun: list[str] = []
        self.cancelled: list[str] = []
        self.days = 0
        self.ready = True
        self._cutter = FiscalLines()
        self._out = b""

    def receive(self, data: bytes, now: float) -> None:  # noqa: ARG002  a Device's
        for said in self._cutter.feed(data):
            answer = {"ok": False, "why": "no question"} if said is None else self._answer(said)
            if answer is not None:
                self._out += json.dumps(answer).encode() + b"\n"

    def emit(self, now: float) -> bytes:  # noqa: ARG002  as above
        out, self._out = self._out, b""
        return out

    def next_due(self) -> float | None:
        return 0.0 if self._out else None

    def hung_up(self) -> None:
        self._cutter, self._out = FiscalLines(), b""

    def _answer(self, said: dict[str, Any]) -> dict[str, Any] | None:
        match said.get("do"):
            case "hello":
                return {"ok": True, "device": self.name, "ready": self.ready, "why": "it wants service"}
            case "begin":
                self.begun.append(str(said["id"]))
                return {"ok": True, "id": said["id"]}
            case "cancel":
                self.cancelled.append(str(said["id"]))
                return {"ok": True, "id": said["id"]}
            case "finish":
                return self._finish(said)
            case "close_day":
                self.days += 1
                return {"ok": True, "number": str(self.days)}
            case "export":
                rows = [[each.number, each.id, each.gross, each.signature] for each in self.kept]
                return {"ok": True, "data": base64.b64encode(json.dumps(rows).encode()).decode()}
            case _:
                return {"ok": False, "why": "an unknown question"}

    def _finish(self, said: dict[str, Any]) -> dict[str, Any] | None:
        act = self.acts.popleft() if self.acts else FiscalAct.SIGN
        if act is FiscalAct.REFUSE:
            return {"ok": False, "why": "the memory is full"}
        if act is FiscalAct.GARBAGE:
            self._out += b"\xff{]\n[1]\n"
            return {"ok": True, "id": said["id"], "number": 7}
        kept = self._sign(said)
        if act is FiscalAct.SILENT:
            return None
        return {
            "ok": True,
            "id": "another" if act is FiscalAct.OTHER else kept.id,
            "number": str(kept.number),
            "signature": kept.signature,
            "qr": f"{self.name};{kept.number};{kept.gross};{kept.signature[:32]}",
            "device": self.name,
        }

    def _sign(self, said: dict[str, Any]) -> KeptReceipt:
        known = next((each for each in self.kept if each.id == said["id"]), None)
        if known is not None:
            return known
        before = self.kept[-1].signature if self.kept else ""
        text = before + json.dumps(said, sort_keys=True)
        signature = hashlib.sha256(text.encode()).hexdigest()
        gross = sum(line.gross for line in lines_of(said))
        kept = KeptReceipt(str(said["id"]), len(self.kept) + 1, gross, signature)
        self.kept.append(kept)
        return kept
