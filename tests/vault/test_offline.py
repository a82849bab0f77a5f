"""Signed tokens: what is taken, and every wrong kind with its reason."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kiosk.access.codes import LONGEST_OFFLINE, CodeFault, CodeRefused, Offline, classify, tracking_text
from kiosk.custody.words import TokenFault
from kiosk.vault.offline import KeysDocument, OfflineToken, read_keys, read_token
from tests.helpers.operator import Operator, part

NOW = datetime(2026, 1, 1, 12, tzinfo=UTC)
LABEL = "JJD000390007882912345"
YEARS_LATER = int(NOW.timestamp()) + 401 * 86_400
AT_THE_END = int(datetime(9999, 12, 31, tzinfo=UTC).timestamp())
OPERATOR = Operator("DEMO-1", NOW)
STRANGER = Operator("DEMO-1", NOW)
KEYS = (OPERATOR.public,)
GOOD = OPERATOR.token(LABEL)


def read(text: str) -> OfflineToken | TokenFault:
    return read_token(text, KEYS, "DEMO-1")


def test_a_good_token_says_what_it_is_for_and_when() -> None:
    begins, ends = NOW - timedelta(hours=1), NOW + timedelta(days=1)
    assert read(GOOD) == OfflineToken("token-0123456789", LABEL, begins, ends)
    assert classify(GOOD) == Offline(GOOD)
    assert tracking_text(GOOD) is None


def test_a_label_is_compared_as_it_is_everywhere() -> None:
    token = read(OPERATOR.token("jjd 000 390 007 882 912 345"))
    assert isinstance(token, OfflineToken)
    assert token.tracking == LABEL


def test_either_of_two_keys_signs() -> None:
    both = (STRANGER.public, OPERATOR.public)
    assert isinstance(read_token(GOOD, both, "DEMO-1"), OfflineToken)
    assert isinstance(read_token(STRANGER.token(LABEL), both, "DEMO-1"), OfflineToken)


def test_without_a_key_nothing_is_taken() -> None:
    assert read_token(GOOD, (), "DEMO-1") is TokenFault.SIGNATURE


def hmac_with_the_public_key() -> str:
    """As if the kiosk took the algorithm from the token, and its own public key for a shared secret."""
    said = ({"alg": "HS256", "typ": "JWT"}, OPERATOR.claims(LABEL))
    covered = ".".join(part(json.dumps(each).encode()) for each in said)
    return f"{covered}.{part(hmac.digest(bytes.fromhex(OPERATOR.public), covered.encode(), hashlib.sha256))}"


def unsigned(algorithm: str) -> str:
    return OPERATOR.signed(OPERATOR.claims(LABEL), {"alg": algorithm}).rpartition(".")[0] + "."


WRONG: dict[str, tuple[Callable[[], str], TokenFault]] = {
    "no algorithm": (lambda: unsigned("none"), TokenFault.ALGORITHM),
    "no algorithm, in capitals": (lambda: unsigned("NONE"), TokenFault.ALGORITHM),
    "no header of an algorithm": (lambda: OPERATOR.signed(OPERATOR.claims(LABEL), {}), TokenFault.ALGORITHM),
    "another algorithm": (hmac_with_the_public_key, TokenFault.ALGORITHM),
    "a critical header": (
        lambda: OPERATOR.signed(OPERATOR.claims(LABEL), {"alg": "EdDSA", "crit": ["x"]}),
        TokenFault.ALGORITHM,
    ),
    "another's key": (lambda: STRANGER.token(LABEL), TokenFault.SIGNATURE),
    "no signature": (lambda: unsigned("EdDSA"), TokenFault.SIGNATURE),
    "another's content": (
        lambda: ".".join((GOOD.split(".")[0], OPERATOR.token("999999").split(".")[1], GOOD.split(".")[2])),
        TokenFault.SIGNATURE,
    ),
    "another kiosk's": (lambda: Operator("DEMO-2", NOW, OPERATOR.key).token(LABEL), TokenFault.OTHER_KIOSK),
    "several kiosks'": (lambda: OPERATOR.token(LABEL, aud=["DEMO-1"]), TokenFault.OTHER_KIOSK),
    "nobody's": (lambda: OPERATOR.token(LABEL, aud=None), TokenFault.OTHER_KIOSK),
    "no id": (lambda: OPERATOR.token(LABEL, jti=None), TokenFault.FORM),
    "a short id": (lambda: OPERATOR.token(LABEL, "short"), TokenFault.FORM),
    "an id that is a number": (lambda: OPERATOR.token(LABEL, jti=1234567890123456), TokenFault.FORM),
    "no thing": (lambda: OPERATOR.token(LABEL, trk=None), TokenFault.FORM),
    "no thing's label": (lambda: OPERATOR.token("'; DROP TABLE journal; --"), TokenFault.FORM),
    "no end": (lambda: OPERATOR.token(LABEL, exp=None), TokenFault.FORM),
    "an end before the beginning": (lambda: OPERATOR.token(LABEL, exp=1), TokenFault.FORM),
    "an end after years": (
        lambda: OPERATOR.token(LABEL, exp=YEARS_LATER),
        TokenFault.FORM,
    ),
    "a beginning at the end of calendars": (
        lambda: OPERATOR.token(LABEL, nbf=AT_THE_END, exp=AT_THE_END + 1),
        TokenFault.FORM,
    ),
    "an end that is a text": (lambda: OPERATOR.token(LABEL, exp="tomorrow"), TokenFault.FORM),
    "an end that is true": (lambda: OPERATOR.token(LABEL, nbf=False, exp=True), TokenFault.FORM),
    "an end past all calendars": (lambda: OPERATOR.token(LABEL, exp=10**15), TokenFault.FORM),
    "an act that we do not know": (lambda: OPERATOR.token(LABEL, act="work"), TokenFault.FORM),
    "a document about keys": (lambda: OPERATOR.document(1, OPERATOR.public), TokenFault.FORM),
    "a list": (lambda: OPERATOR.signed([1, 2]), TokenFault.FORM),
    "wrong UTF-8": (lambda: OPERATOR.sealed(b'{"aud": "\xff\xfe"}'), TokenFault.FORM),
    "no JSON": (lambda: OPERATOR.sealed(b"aud=DEMO-1"), TokenFault.FORM),
    "brackets without end": (lambda: OPERATOR.sealed(b"[" * 600), TokenFault.FORM),
    "one part": (lambda: GOOD.split(".")[0], TokenFault.FORM),
    "four parts": (lambda: f"{GOOD}.{GOOD.split('.')[2]}", TokenFault.FORM),
    "padding": (lambda: f"{GOOD}==", TokenFault.FORM),
    "4 kB": (lambda: OPERATOR.token(LABEL, more="x" * 4096), TokenFault.FORM),
    "nothing": (lambda: "", TokenFault.FORM),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_token_is_refused_with_its_reason(name: str) -> None:
    make, fault = WRONG[name]
    assert read(make()) is fault


def test_another_spelling_of_the_same_signature_is_another_text() -> None:
    """The last sign of 64 bytes in base64 has bits that mean nothing; only one spelling is taken."""
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    last = alphabet.index(GOOD[-1])
    for twin in range(last // 16 * 16, last // 16 * 16 + 16):
        if twin != last:
            assert read(GOOD[:-1] + alphabet[twin]) is not None
            assert not isinstance(read(GOOD[:-1] + alphabet[twin]), OfflineToken)


@given(st.integers(0, len(GOOD) - 1), st.characters(codec="ascii", categories=("L", "N")))
def test_no_changed_sign_goes_unnoticed(at: int, sign: str) -> None:
    changed = GOOD[:at] + sign + GOOD[at + 1 :]
    assert isinstance(read(changed), OfflineToken) is (changed == GOOD)


@given(st.text(max_size=80))
@example("eyJ..")
@example("eyJhbGciOiJFZERTQSJ9.e30.")
@example("eyJ" + "A" * 4096)
def test_any_text_gets_an_answer(text: str) -> None:
    for tried in (text, f"eyJ{text}", f"eyJ{text}.{text}.{text}", f"{GOOD}{text}"):
        assert isinstance(read(tried), TokenFault) or tried == GOOD
        taken = classify(tried)
        assert not isinstance(taken, Offline) or len(tried.strip(" ")) <= LONGEST_OFFLINE


@given(st.binary(max_size=200))
def test_any_signed_bytes_get_an_answer(content: bytes) -> None:
    assert isinstance(read(OPERATOR.sealed(content)), TokenFault)


def test_what_begins_like_a_token_and_is_none_is_damaged() -> None:
    assert classify(f"{GOOD}=") == CodeRefused(CodeFault.DAMAGED_TOKEN)
    assert classify("eyJ" + "A" * 4093) == CodeRefused(CodeFault.TOO_LONG)


# --- documents about keys -------------------------------------------------------------------------


def test_a_document_says_which_keys_follow() -> None:
    text = OPERATOR.document(7, OPERATOR.public, STRANGER.public)
    assert read_keys(text, KEYS, "DEMO-1") == KeysDocument(7, (OPERATOR.public, STRANGER.public))


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        (STRANGER.document(7, STRANGER.public), TokenFault.SIGNATURE),
        (Operator("DEMO-2", NOW, OPERATOR.key).document(7, STRANGER.public), TokenFault.OTHER_KIOSK),
        (GOOD, TokenFault.FORM),
        (OPERATOR.document(0, STRANGER.public), TokenFault.FORM),
        (OPERATOR.document(7), TokenFault.FORM),
        (OPERATOR.document(7, STRANGER.public, STRANGER.public), TokenFault.FORM),
        (OPERATOR.document(7, "a" * 64, "b" * 64, "c" * 64), TokenFault.FORM),
        (OPERATOR.document(7, "A" * 64), TokenFault.FORM),
        (OPERATOR.document(7, "ab"), TokenFault.FORM),
        (OPERATOR.document("7", STRANGER.public), TokenFault.FORM),
        (OPERATOR.document(7, STRANGER.public, keys="a" * 64), TokenFault.FORM),
        (OPERATOR.document(7, STRANGER.public, keys=[1]), TokenFault.FORM),
    ],
)
def test_a_wrong_document_is_refused_with_its_reason(text: str, fault: TokenFault) -> None:
    assert read_keys(text, KEYS, "DEMO-1") is fault
