"""Keys that are none: points of small or mixed order, other spellings, and bytes that are on no curve."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.custody.proofs.events import OperatorKeysRefused
from kiosk.custody.words import TokenFault
from kiosk.orders.keys import ChangeOperatorKeys, SetOperatorKeys, change_keys
from kiosk.orders.refusal import OrderRefused
from kiosk.vault.keys import verifier
from kiosk.vault.offline import read_token
from kiosk.vault.points import _added, _decompressed, is_sound
from tests.helpers.operator import Operator, part
from tests.visits.rig import Kiosk

P = 2**255 - 19
EIGHTH = (
    2707385501144840649318225287225658788936804267575313519463743609750303402022  # y of a point of order 8
)
SMALL = {
    "neutral": 1,
    "order 2": P - 1,
    "order 4": 0,
    "order 8": EIGHTH,
    "order 8, other half": P - EIGHTH,
}


def spelled(y: int, *, sign: int = 0) -> bytes:
    return (y | sign << 255).to_bytes(32, "little")


WRONG = {
    **{f"{name}, sign {sign}": spelled(y, sign=sign) for name, y in SMALL.items() for sign in (0, 1)},
    # The same points in spellings that some libraries read: y + p still fits into 255 bits.
    **{f"not canonical {y}, sign {sign}": spelled(y + P, sign=sign) for y in (0, 1) for sign in (0, 1)},
    "on no curve": spelled(2),
    "all ones": b"\xff" * 32,
}


@pytest.mark.parametrize("public", WRONG.values(), ids=WRONG.keys())
def test_what_is_no_key_is_refused_with_a_sentence_and_changes_nothing(tmp_path: Path, public: bytes) -> None:
    assert not is_sound(public)
    kiosk = Kiosk(tmp_path)
    with pytest.raises(OrderRefused, match="not a safe Ed25519 public key"):
        change_keys(kiosk.book, kiosk.site.id, SetOperatorKeys((public.hex(),)))
    assert kiosk.ledger.operator_keys.keys == ()
    kiosk.end()


def test_keys_that_were_made_are_sound() -> None:
    for _ in range(5):
        assert is_sound(Ed25519PrivateKey.generate().public_key().public_bytes_raw())


def test_a_key_with_a_bit_of_small_order_in_it_is_refused() -> None:
    """A good key plus the point of order 2: on the curve, in its one spelling, and of mixed order."""
    good = _decompressed(Ed25519PrivateKey.generate().public_key().public_bytes_raw())
    second = _decompressed(spelled(P - 1))
    assert good is not None
    assert second is not None
    x, y, z, _ = _added(good, second)
    over = pow(z, P - 2, P)
    mixed = spelled(y * over % P, sign=x * over % P & 1)
    assert _decompressed(mixed) is not None
    assert not is_sound(mixed)


def test_a_signed_document_brings_no_such_key_either(tmp_path: Path) -> None:
    kiosk = Kiosk(tmp_path)
    operator = Operator(kiosk.site.id, kiosk.clock.now())
    change_keys(kiosk.book, kiosk.site.id, SetOperatorKeys((operator.public,)))
    document = operator.document(7, operator.public, spelled(1).hex())
    with pytest.raises(OrderRefused, match="not a safe Ed25519 public key"):
        change_keys(kiosk.book, kiosk.site.id, ChangeOperatorKeys(document))
    assert kiosk.events()[-1] == OperatorKeysRefused(TokenFault.FORM)
    assert kiosk.ledger.operator_keys.keys == (operator.public,)
    kiosk.end()


def test_what_an_earlier_cubby_took_signs_nothing() -> None:
    """With the neutral point for a key, a signature of the neutral point and 0 verifies for any text."""
    neutral = spelled(1)
    operator = Operator("DEMO-1", datetime(2026, 1, 1, tzinfo=UTC))
    covered = operator.token("JJD0001234567").rpartition(".")[0]
    forged = neutral + bytes(32)
    assert verifier(neutral)(covered.encode(), forged)
    assert read_token(f"{covered}.{part(forged)}", (neutral.hex(),), "DEMO-1") is TokenFault.SIGNATURE
