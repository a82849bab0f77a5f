"""Whose signature on a token counts: the operator's keys, and how they change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, assert_never

from kiosk.custody.proofs.events import OperatorKeysChanged, OperatorKeysRefused
from kiosk.custody.words import TokenFault
from kiosk.orders.procedure import Answer, Means, at_once
from kiosk.orders.refusal import OrderRefused
from kiosk.vault.answers import Told
from kiosk.vault.offline import are_keys, read_keys, unsound
from kiosk.visits.book import Book


@dataclass(frozen=True, slots=True)
class SetOperatorKeys:
    """These Ed25519 public keys, in hex, sign tokens from now on, whatever signed them before."""

    keys: tuple[str, ...]
    order: Literal["set-operator-keys"] = "set-operator-keys"


@dataclass(frozen=True, slots=True)
class ChangeOperatorKeys:
    """A document that one of the present keys has signed says which keys follow."""

    document: str
    order: Literal["change-operator-keys"] = "change-operator-keys"


KeyOrder = SetOperatorKeys | ChangeOperatorKeys

_SENTENCES: Final = {
    TokenFault.FORM: "This is no document about keys.",
    TokenFault.ALGORITHM: "The document is not signed by EdDSA.",
    TokenFault.SIGNATURE: "None of the operator's present keys has signed the document.",
    TokenFault.OTHER_KIOSK: "The document is for another kiosk.",
}


def change_keys(book: Book, kiosk: str, order: KeyOrder) -> int:
    """The number of the keys that count from now on. Raises OrderRefused, having changed nothing."""
    present = book.ledger.operator_keys
    match order:
        case SetOperatorKeys(keys):
            keys = tuple(key.lower() for key in keys)
            number = present.number + 1
            if not are_keys(keys):
                raise OrderRefused("Wanted one or two different Ed25519 public keys, each 64 hex digits.")
            if (odd := unsound(keys)) is not None:
                raise OrderRefused(_no_key(odd))
        case ChangeOperatorKeys(document):
            read = read_keys(document.strip(), present.keys, kiosk)
            if isinstance(read, TokenFault):
                raise _refused(book, read, _SENTENCES[read])
            if read.number <= present.number:
                had = f"Document {present.number} was taken already, and this is number {read.number}."
                raise _refused(book, TokenFault.USED, had)
            number, keys = read.number, read.keys
            if (odd := unsound(keys)) is not None:
                raise _refused(book, TokenFault.FORM, _no_key(odd))
        case _:
            assert_never(order)
    told = Told({"ok": True, "number": number})
    book.record(OperatorKeysChanged(number, keys), by=book.operator, told=told)
    return number


def _no_key(odd: str) -> str:
    return (
        f"{odd[:16]}... is not a safe Ed25519 public key: it is no point of the curve, or one for which"
        " anybody can make signatures. Copy it again from where it was made."
    )


def _refused(book: Book, fault: TokenFault, sentence: str) -> OrderRefused:
    """A document that does not count is no accident: the journal says so."""
    book.record(OperatorKeysRefused(fault), by=book.operator)
    return OrderRefused(sentence)


def _answer(means: Means, order: KeyOrder) -> Answer:
    return {"ok": True, "number": change_keys(means.book, means.site.id, order)}


PROCEDURES: Final = (at_once(SetOperatorKeys, _answer), at_once(ChangeOperatorKeys, _answer))
