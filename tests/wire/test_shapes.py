"""What one end writes the other reads; whatever was altered on the way is refused."""

from __future__ import annotations

import base64
from dataclasses import replace

import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from kiosk.wire import batch, enrolment, jws, order, sealed, signing, statement

ONE = Ed25519PrivateKey.from_private_bytes(b"1" * 32)
OTHER = Ed25519PrivateKey.from_private_bytes(b"2" * 32)
HASH = "ab" * 32
LINE = batch.FirstLine("hub", 1, 7, HASH)
ASKED = signing.RequestParts("POST", "/v1/kiosks/k1/events", "a=1", b"packed")
ORDER = order.WireOrder("k1", "hub", 1, 3, "order-0001", "open", {"compartment": "12"}, 100, 160, "Ada", 2)


def public(key: Ed25519PrivateKey) -> bytes:
    return key.public_key().public_bytes_raw()


def verify(key: bytes, message: bytes, made: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(made, message)
    except InvalidSignature:
        return False
    return True


def signed(content: dict[str, object], kind: str, *keys: Ed25519PrivateKey) -> dict[str, object]:
    packed = jws.payload(content)
    headers = [jws.protected(kind, public(key)) for key in keys]
    made = [key.sign(jws.signing_input(header, packed)) for key, header in zip(keys, headers, strict=True)]
    return jws.joined(packed, list(zip(headers, made, strict=True)))


def test_a_batch_is_its_first_line_and_the_rows_byte_by_byte() -> None:
    rows = [b'{"seq":7}', '{"seq":8,"x":"ä"}'.encode()]
    assert batch.read_batch(batch.write_batch(LINE, rows)) == (LINE, rows)


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{}\n",
        b"[]\n{}\n",
        b'{"hub":"h","epoch":1,"first":1,"prev":"00"}\n{}\n',
        b'{"hub":"h","epoch":true,"first":1,"prev":"' + HASH.encode() + b'"}\n{}\n',
        b'{"hub":"h","epoch":1,"first":0,"prev":"' + HASH.encode() + b'"}\n{}\n',
        batch.write_batch(LINE, [b"{}"])[:-1],
        batch.write_batch(LINE, []),
        b"[" * 100_000 + b"\n{}\n",
    ],
)
def test_what_is_no_batch_is_refused_with_a_sentence(body: bytes) -> None:
    with pytest.raises(batch.NotABatch, match=r"\.$"):
        batch.read_batch(body)


@pytest.mark.parametrize("answer", [batch.Acked(9, HASH, 1), batch.Expected(4, HASH, 2), batch.Fork(7)])
def test_an_answer_comes_as_it_was_given(answer: batch.Answered) -> None:
    import json  # noqa: PLC0415  a reply's bytes

    assert batch.read_answer(json.dumps(batch.write_answer(answer)).encode()) == answer


@pytest.mark.parametrize("body", [b"<html>", b"{}", b'{"acked":"9","head":"","epoch":1}', b'{"acked":9}'])
def test_a_portal_s_page_is_no_answer(body: bytes) -> None:
    with pytest.raises(batch.NotABatch):
        batch.read_answer(body)


def test_a_signed_request_tells_whose_it_is() -> None:
    headers = signing.sign(ASKED, "k1", "n0nce", ONE.sign)
    found = signing.claimed(ASKED, headers)
    assert found is not None
    assert (found.kiosk, found.nonce) == ("k1", "n0nce")
    assert verify(public(ONE), found.base, found.signature)
    assert not verify(public(OTHER), found.base, found.signature)


@pytest.mark.parametrize(
    "altered",
    [
        replace(ASKED, method="PUT"),
        replace(ASKED, path="/v1/kiosks/k2/events"),
        replace(ASKED, query=""),
        replace(ASKED, body=b"other"),
    ],
)
def test_a_signature_is_of_this_request_alone(altered: signing.RequestParts) -> None:
    found = signing.claimed(altered, signing.sign(ASKED, "k1", "n0nce", ONE.sign))
    assert found is None or not verify(public(ONE), found.base, found.signature)


def test_an_id_that_would_end_its_field_is_never_signed() -> None:
    with pytest.raises(ValueError, match="letters"):
        signing.sign(ASKED, 'k1";x="', "n", ONE.sign)


def test_an_order_comes_with_the_keys_that_signed_it() -> None:
    keys = [public(ONE), public(OTHER)]
    found = jws.read(signed(ORDER.content(), order.TYPE, ONE, OTHER), order.TYPE, keys, verify)
    assert found is not None
    assert order.read_order(found.content) == ORDER
    assert found.keys == {jws.key_id(key) for key in keys}


def test_the_same_key_twice_is_one_signature() -> None:
    found = jws.read(signed(ORDER.content(), order.TYPE, ONE, ONE), order.TYPE, [public(ONE)], verify)
    assert found is not None
    assert len(found.keys) == 1


def test_a_statement_of_another_kind_key_or_spelling_is_none() -> None:
    good = signed(ORDER.content(), order.TYPE, ONE)
    keys = [public(ONE)]
    assert jws.read(good, statement.HELLO_TYPE, keys, verify) is None
    assert jws.read(good, order.TYPE, [public(OTHER)], verify) is None
    assert jws.read(good | {"more": 1}, order.TYPE, keys, verify) is None
    assert jws.read(good | {"payload": jws.payload({"a": 1})}, order.TYPE, keys, verify) is None
    assert jws.read("eyJ", order.TYPE, keys, verify) is None


@pytest.mark.parametrize(
    "other",
    [{"more": 1}, {"id": "x"}, {"needs": 3}, {"exp": 100}, {"seq": True}, {"args": []}, {"by": ""}],
)
def test_an_order_of_another_shape_is_none(other: dict[str, object]) -> None:
    assert order.read_order(ORDER.content() | other) is None


def test_statements_come_as_they_were_made() -> None:
    hello = statement.Hello("k1", "hub", 1, "n" * 16, 100, "abc")
    step = statement.StepUp("k1", "hub", 2, 1)
    document = statement.SignedDocument("k1", "hub", "holds", 4, {"held": []})
    assert statement.read_hello(hello.content()) == hello
    assert statement.read_step_up(step.content()) == step
    assert statement.read_document(document.signed()) == document
    assert statement.read_hello(hello.content() | {"now": "100"}) is None


def test_a_code_reads_as_it_is_written_and_typed() -> None:
    code = enrolment.EnrolmentCode(
        "https://hub.example:8443", "0" * 64, "k1", enrolment.write_code(b"x" * 16)
    )
    assert enrolment.read_code(code.text()) == code
    assert enrolment.read_code(f"  {code.text().replace(code.code, code.code.lower())}\n") == code


@pytest.mark.parametrize(
    "text",
    ["", "CUBBY1 https://h - k1 A", "CUBBY1 https://h - k1 " + "A" * 26, "CUBBY2 http://h - k1 " + "A" * 26],
)
def test_what_is_no_code_is_none(text: str) -> None:
    assert enrolment.read_code(text) is None


def test_six_digits_are_of_key_and_code_together() -> None:
    one = enrolment.digits(public(ONE), "A" * 26)
    assert len(one) == 6
    assert one.isdigit()
    assert one != enrolment.digits(public(OTHER), "A" * 26)
    assert one != enrolment.digits(public(ONE), "B" * 26)


def test_a_request_and_its_answer_come_as_they_were_made() -> None:
    key, code = public(ONE).hex(), "A" * 26
    proof = base64.b64encode(ONE.sign(enrolment.proof_of("k1", code, key, 1))).decode()
    request = enrolment.EnrolmentRequest("k1", code, key, 1, proof)
    assert enrolment.read_request(request.content()) == request
    assert enrolment.read_request(request.content() | {"proof": "AA=="}) is None
    answer = enrolment.Enrolled("k1", "hub", 1, (key, public(OTHER).hex()), "ab" * 32, 2, 0)
    assert enrolment.read_enrolled(answer.content()) == answer
    assert enrolment.read_enrolled(answer.content() | {"keys": [key, key]}) is None


def test_sealed_items_come_as_they_were_made() -> None:
    item = sealed.SealedItem("item-00001", "order-0001", "pin", b"\0\1")
    assert sealed.read_items({"items": [item.content()]}) == [item]
    assert sealed.read_items({"items": [item.content() | {"sealed": "?"}]}) is None
