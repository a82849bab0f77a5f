"""What is written can be read, for ever, and nothing that can't be read is taken for something else."""

from __future__ import annotations

from typing import Any, cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.journal import book
from kiosk.journal.codec import Codec, StateCodec, Unreadable
from tests.journal.kit import CODEC, Anything, Colour, Noted, Rolled, Tally, Wheel

_TEXT = st.text(st.characters(exclude_categories=["Cs"]))
_EVENTS = st.one_of(
    st.builds(Noted, text=_TEXT),
    st.builds(
        Rolled,
        wheels=st.lists(st.builds(Wheel, width=st.floats(allow_nan=False, allow_infinity=False))).map(tuple),
        by=st.none() | _TEXT,
    ),
)


@given(_EVENTS)
def test_an_event_is_itself_after_it_was_written_and_read(event: Anything) -> None:
    assert CODEC.decode(*CODEC.encode(event)) == event


def test_there_is_one_spelling() -> None:
    assert CODEC.encode(Noted("Zażółć ٣", Colour.GREEN)) == (
        "Noted",
        2,
        '{"colour":"green","text":"Zażółć ٣"}',
    )


def test_an_old_version_is_read_as_todays_event() -> None:
    assert CODEC.decode("Noted", 1, '{"colour":"green","words":"old"}') == Noted("old", Colour.GREEN)


def test_a_field_that_came_later_gets_its_default() -> None:
    assert CODEC.decode("Noted", 2, '{"text":"short"}') == Noted("short", Colour.RED)


@pytest.mark.parametrize(
    ("kind", "v", "body"),
    [
        ("Forgotten", 1, "{}"),
        ("Noted", 3, '{"colour":"red","text":"from the future"}'),
        ("Noted", 0, '{"colour":"red","text":"from nowhere"}'),
        ("Noted", 2, '{"colour":"red"}'),
        ("Noted", 2, '{"colour":"red","text":7}'),
        ("Noted", 2, '{"colour":"blue","text":"hello"}'),
        ("Noted", 2, '{"colour":"red","text":"hello","more":1}'),
        ("Noted", 2, '{"colour":"red","text":"hel'),
        ("Noted", 2, "[]"),
        ("Rolled", 1, '{"by":null,"fast":true,"wheels":[{"spokes":1,"width":2.0,"tyre":"flat"}]}'),
        ("Rolled", 1, '{"by":null,"fast":1,"wheels":[]}'),
    ],
)
def test_what_this_version_does_not_know_is_refused(kind: str, v: int, body: str) -> None:
    with pytest.raises(Unreadable):
        CODEC.decode(kind, v, body)


def test_a_version_without_its_upcaster_is_noticed_before_anything_is_read() -> None:
    with pytest.raises(TypeError, match="no upcaster"):
        Codec({"Noted": Noted})


@pytest.mark.parametrize("wrong", [Noted(cast("str", 7)), Noted("x", cast("Colour", "blue"))])
def test_an_event_with_a_wrong_field_is_not_written(wrong: Noted) -> None:
    with pytest.raises(Exception, match="may not be as expected"):
        CODEC.encode(wrong)


def test_a_state_keeps_its_sets_and_its_shape_tells_versions_apart() -> None:
    codec = StateCodec(Tally, 1)
    state = Tally(3, (("a", 2),), frozenset({"anna", "ben"}))
    assert codec.decode(codec.encode(state)) == state

    assert codec.shape != StateCodec(Tally, 2).shape
    with pytest.raises(Unreadable):
        codec.decode('{"seq":"three"}')


def test_a_state_of_before_a_field_came_is_read_and_one_of_a_later_version_is_not() -> None:
    codec = StateCodec(Tally, 1)
    assert codec.decode('{"seq":3,"texts":[["a",2]]}') == Tally(3, (("a", 2),))
    with pytest.raises(Unreadable):
        codec.decode('{"seq":3,"texts":[],"actors":[],"wheels":4}')


def _real_events() -> st.SearchStrategy[Any]:
    from kiosk.custody.events import EVENTS  # noqa: PLC0415  read when the strategy is built

    return st.one_of(*(st.from_type(event) for event in EVENTS.values()))


@given(st.deferred(_real_events))
def test_every_event_of_custody_can_be_written_and_read(event: Any) -> None:
    assert book.codec().decode(*book.codec().encode(event)) == event


def test_an_empty_ledger_can_be_kept() -> None:
    projection = book.ledger()
    assert projection.codec.decode(projection.codec.encode(projection.empty)) == projection.empty
