"""How a command answers: a sentence on stderr and what to try, JSON for programs, QR codes for people."""

from __future__ import annotations

import argparse
import json
import sys
from typing import Any, Final

from kiosk.custody.doors.claims import Refusal

_NO_REASON: Final = "the kiosk gave no reason"

REFUSED: Final[dict[str, tuple[str, str]]] = {
    Refusal.NO_GRANT: ("nobody has the right to open it now", ""),
    Refusal.USED_UP: ("this opening was used already", "give the order again"),
    Refusal.NOT_PROVEN: ("whoever asked has not proved who they are", ""),
    Refusal.NO_CLAIM: ("nothing allows that now", ""),
    Refusal.OTHER_VISIT: (
        "somebody else is using it",
        "wait until that door is closed, or see `cubby status`",
    ),
    Refusal.NOT_THIS_DOOR: ("the order was for another door", ""),
    Refusal.CONDITION: ("it is out of use until somebody has looked inside", "let a technician inspect it"),
    Refusal.DOOR_DOWN: ("its lock board does not answer", "`cubby doctor` says which line or board"),
    Refusal.ALREADY_OPEN: ("it is open already", "close it first"),
    Refusal.TWO_PEOPLE: ("a second technician has to approve it at the machine", ""),
    Refusal.SPENT: ("what was shown opens a door once, and has", ""),
    Refusal.MORE_PROOF: ("the service asks for more proof than was shown", ""),
}
"""Why a door stays shut, and what helps: each of the rule's refusals in words."""


def fail(given: argparse.Namespace | None, command: str, sentence: str, attempt: str = "") -> int:
    """Say on stderr why `cubby COMMAND` failed and, where there is one, what to try; 1, the exit status.

    With `--json`, stdout has the same as an object.
    """
    if given is not None and getattr(given, "json", False):
        told = {"ok": False, "why": sentence, **({"try": attempt} if attempt else {})}
        sys.stdout.write(json.dumps(told, ensure_ascii=False) + "\n")
    sys.stderr.write(f"cubby {command}: {sentence}\n")
    if attempt:
        sys.stderr.write(f"Try: {attempt}\n")
    return 1


def why(reply: dict[str, Any]) -> str:
    return str(reply.get("why") or _NO_REASON)


def tell(given: argparse.Namespace, reply: dict[str, Any], sentence: str) -> int:
    """Say what came of an order that was obeyed; 0, the exit status."""
    sys.stdout.write((json.dumps(reply, ensure_ascii=False) if given.json else sentence) + "\n")
    return 0


def draw(given: argparse.Namespace, *texts: str) -> None:
    """Draw each text as a QR code, for people at a terminal or where that was asked for."""
    terminal = sys.stdout.isatty()
    if given.json or not (given.qr or terminal):
        return
    from kiosk.terminal.qr import qr  # noqa: PLC0415  only who sees it pays for it

    for text in texts:
        sys.stdout.write(qr(text, colours=terminal))


def unopened(label: str, reply: dict[str, Any]) -> tuple[str, str]:
    """Why a door was not opened from afar, and what to try."""
    told = str(reply.get("why") or "")
    match reply.get("outcome"):
        case "Jammed" if told:
            return (
                f"door {label} stayed shut: its board declined ({told})",
                "wait a minute, then open it again",
            )
        case "Jammed":
            return (
                f"door {label} was told to open and stayed shut; it is out of use until it was looked at",
                "let a technician look at its lock",
            )
        case "OutcomeUnknown":
            return f"nobody can tell whether door {label} opened ({told})", "let somebody look at the door"
        case "NotSent":
            return (
                f"door {label} was not opened: its lock was told nothing ({told})",
                "`cubby doctor` says which line or board",
            )
        case "Refused":
            reason, attempt = REFUSED.get(told, (told.replace("_", " "), ""))
            return f"door {label} was not opened: {reason}", attempt
        case _:
            return told or _NO_REASON, ""
