"""PINs and tokens are found by their tags; nothing that was shown is kept; erased means gone."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from argon2.low_level import hash_secret_raw
from hypothesis import given
from hypothesis import strategies as st

from kiosk.clock import FakeClock
from kiosk.custody.words import Audience
from kiosk.journal.connection import FILE
from kiosk.journal.problems import AlreadyThere
from kiosk.journal.store import Journal
from kiosk.journal.tables.vault import CredentialKind, Label, Person
from kiosk.vault import pins, tokens
from kiosk.vault.drawing import at_once
from kiosk.vault.pins import OWASP_MINIMUM, Cost, PinTagger
from kiosk.vault.vault import Drawn, Vault, tidy_tracking
from tests.journal.kit import KEYS, note, opened

NOW = FakeClock().now()
CHEAP = Cost(memory=8, passes=1)
"""For what does not depend on the cost."""


@contextlib.contextmanager
def _vault(folder: Path, *drawn: str) -> Iterator[Vault]:
    """A vault whose PINs are drawn as said, or at random."""
    coming = iter(drawn)
    with opened(folder) as journal:
        yield Vault(
            journal.vault, KEYS.pepper, cost=CHEAP, draw=(lambda _: next(coming)) if drawn else pins.new_pin
        )


def _drawn(vault: Vault, digits: int) -> Drawn:
    return at_once(vault.draw_pin(digits), vault.tag_pin)


def _issue(vault: Vault, drawn: Drawn, name: str = "c1", ends: datetime | None = None) -> None:
    vault.issue(
        drawn, credential=name, party="p1", audience=Audience.VISITOR, consignment="k1", expires_at=ends
    )


# --- tags ---------------------------------------------------------------------------------------


def test_a_tag_depends_on_pin_phone_and_pepper_and_on_nothing_else() -> None:
    tagger, other = PinTagger(b"a" * 32), PinTagger(b"b" * 32)
    tags = [
        tagger.tag_pin("12345678"),
        tagger.tag_pin("12345679"),
        tagger.tag_pin("123456", "7890"),
        tagger.tag_pin("123456", "7891"),
        tagger.tag_pin("1234567890"),
        tagger.tag_pin("123456"),
        other.tag_pin("12345678"),
        tokens.tag_token(b"a" * 32, "12345678"),
    ]
    assert len(set(tags)) == len(tags)
    assert all(len(tag) == 32 for tag in tags)
    assert PinTagger(b"a" * 32).tag_pin("12345678") == tags[0]


def test_a_tag_costs_what_owasp_asks_for() -> None:
    assert Cost(memory=19 * 1024, passes=2, lanes=1) == OWASP_MINIMUM
    assert PinTagger(b"a" * 32).tag_pin("1") == PinTagger(b"a" * 32, OWASP_MINIMUM).tag_pin("1")
    assert PinTagger(b"a" * 32).tag_pin("1") != PinTagger(b"a" * 32, CHEAP).tag_pin("1")


def test_an_attempt_is_one_argon2_run_however_many_pins_are_live(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs: list[object] = []
    real = hash_secret_raw

    def counted(**what: Any) -> bytes:
        runs.append(what)
        return real(**what)

    with _vault(tmp_path) as vault:
        for number in range(20):
            _issue(vault, _drawn(vault, 8), f"c{number}")
        monkeypatch.setattr(pins, "hash_secret_raw", counted)
        vault.lookup(vault.tag_pin("00000000"), Audience.VISITOR, NOW)
    assert len(runs) == 1


def test_threads_get_the_same_tags() -> None:
    tagger = PinTagger(b"a" * 32, CHEAP)
    wanted = [tagger.tag_pin(str(number)) for number in range(20)]
    found: list[list[bytes]] = []
    threads = [
        threading.Thread(target=lambda: found.append([tagger.tag_pin(str(number)) for number in range(20)]))
        for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [wanted] * 4


def test_a_text_longer_than_any_pin_is_not_stretched() -> None:
    with pytest.raises(ValueError, match="that long"):
        PinTagger(b"a" * 32, CHEAP).tag_pin("1" * 65)


@given(st.integers(4, 12))
def test_a_pin_has_its_digits_with_leading_zeros(digits: int) -> None:
    pin = pins.new_pin(digits)
    assert len(pin) == digits
    assert set(pin) <= set("0123456789")


@pytest.mark.parametrize(
    ("phone", "end"),
    [
        ("+49 (30) 555-0199", "0199"),
        ("٠٩٨٧٦٥٤٣٢١", "4321"),
        ("12", "12"),
        ("", ""),
        ("ext. 7 8 9 0 x", "7890"),
    ],
)
def test_the_end_of_a_phone_number(phone: str, end: str) -> None:
    assert pins.phone_end(phone) == end


def test_a_token_is_never_drawn_twice_and_fits_a_qr_codes_small_alphabet() -> None:
    drawn = {tokens.new_token() for _ in range(100)}
    assert len(drawn) == 100
    for token in drawn:
        assert set(token) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:")
        assert len(token.removeprefix(tokens.PREFIX)) * 5 >= 128


def test_how_a_token_is_spelt_makes_no_difference() -> None:
    token = tokens.new_token()
    assert tokens.tag_token(b"a" * 32, token) == tokens.tag_token(b"a" * 32, f" {token.lower()}\n")


# --- credentials --------------------------------------------------------------------------------


def test_a_pin_is_found_by_its_tag_and_the_pin_itself_is_nowhere(tmp_path: Path) -> None:
    with _vault(tmp_path) as vault:
        drawn = _drawn(vault, 8)
        token = vault.draw_token()
        _issue(vault, drawn, "c1")
        _issue(vault, token, "c2")
        found = vault.lookup(vault.tag_pin(drawn.text), Audience.VISITOR, NOW)
        assert found is not None
        assert (found.id, found.party, found.consignment, found.kind) == (
            "c1",
            "p1",
            "k1",
            CredentialKind.PIN,
        )
        by_token = vault.lookup(vault.tag_token(token.text), Audience.VISITOR, NOW)
        assert by_token is not None
        assert by_token.id == "c2"
        assert drawn.text not in repr(drawn)
    content = (tmp_path / FILE).read_bytes()
    assert drawn.tag in content
    assert drawn.text.encode() not in content
    assert token.text.encode() not in content


def test_unknown_revoked_expired_and_others_look_the_same(tmp_path: Path) -> None:
    with _vault(tmp_path, "11111111", "22222222", "33333333") as vault:
        live, revoked, expiring = (_drawn(vault, 8) for _ in range(3))
        _issue(vault, live, "live")
        _issue(vault, revoked, "revoked")
        _issue(vault, expiring, "expiring", ends=NOW + timedelta(hours=1))
        assert vault.revoke(credential="revoked") == 1

        def lookup(drawn: Drawn, later: float = 0, audience: Audience = Audience.VISITOR) -> str | None:
            found = vault.lookup(vault.tag_pin(drawn.text), audience, NOW + timedelta(hours=later))
            return found.id if found else None

        assert [lookup(live), lookup(live, later=24 * 365)] == ["live", "live"]
        assert [lookup(expiring, later=0.99), lookup(expiring, later=1)] == ["expiring", None]
        assert lookup(revoked) is None
        assert lookup(live, audience=Audience.STAFF) is None
        assert vault.lookup(vault.tag_pin("99999999"), Audience.VISITOR, NOW) is None


def test_a_pin_that_somebody_has_is_drawn_again(tmp_path: Path) -> None:
    with _vault(tmp_path, "12345678", "12345678", "12345678", "87654321") as vault:
        _issue(vault, _drawn(vault, 8), "c1")
        assert _drawn(vault, 8).text == "87654321"


def test_a_machine_full_of_pins_says_so(tmp_path: Path) -> None:
    with _vault(tmp_path, *["1"] * 200) as vault:
        _issue(vault, _drawn(vault, 1), "c1")
        with pytest.raises(RuntimeError, match="no free PIN"):
            _drawn(vault, 1)


def test_the_same_secret_is_not_issued_twice(tmp_path: Path) -> None:
    with _vault(tmp_path) as vault:
        drawn = vault.draw_token()
        _issue(vault, drawn, "c1")
        with pytest.raises(AlreadyThere):
            _issue(vault, drawn, "c2")


def test_revoking_takes_what_has_all_of_what_is_given(tmp_path: Path) -> None:
    with _vault(tmp_path) as vault:
        for name, party, consignment in (("a", "p1", "k1"), ("b", "p1", "k2"), ("c", "p2", "k1")):
            vault.issue(
                vault.draw_token(),
                credential=name,
                party=party,
                audience=Audience.VISITOR,
                consignment=consignment,
            )
        assert vault.revoke(party="p1", consignment="k1") == 1
        assert vault.revoke(consignment="k1") == 1
        assert vault.revoke(party="p1") == 1
        assert vault.revoke(party="p1") == 0
        with pytest.raises(ValueError, match="what"):
            vault.revoke()


# --- persons and labels -------------------------------------------------------------------------


def test_persons_and_labels_are_remembered_and_changed(tmp_path: Path) -> None:
    with _vault(tmp_path) as vault:
        vault.remember_person("p1", "Ann", "+1 555 0101")
        vault.remember_person("p1", "Anna", "+1 555 0102")
        vault.remember_label("k1", " 1z 999 aa1 ", "+1 555 0102", "p1")
        vault.remember_label("k2", "OTHER", "", None)
        assert vault.persons() == (Person("p1", "Anna", "+1 555 0102"),)
        assert vault.labels(["k1", "k9"]) == {"k1": Label("k1", "p1", "1Z999AA1", "0102")}
        assert vault.consignments_with("1z999\taa1") == ("k1",)
        assert vault.consignments_with("1Z999AA") == ()
        vault.remember_label("k3", "1Z999AA1", "")
        assert vault.consignments_with("1Z999AA1") == ("k1", "k3")


@given(st.text())
def test_a_tidy_tracking_number_stays_as_it_is(text: str) -> None:
    assert tidy_tracking(tidy_tracking(text)) == tidy_tracking(text)


def test_erasing_takes_everything_of_a_party(tmp_path: Path) -> None:
    with _vault(tmp_path) as vault:
        for party in ("p1", "p2"):
            vault.remember_person(party, "N", "")
            vault.remember_label(f"k-{party}", "T", "", party)
            vault.issue(vault.draw_token(), credential=party, party=party, audience=Audience.STAFF)
        assert vault.erase(parties=["p1"]) == 3
        assert [person.party for person in vault.persons()] == ["p2"]
        assert vault.consignments_with("T") == ("k-p2",)


def test_vault_writes_ride_in_an_append(tmp_path: Path) -> None:
    with opened(tmp_path) as journal:
        vault = Vault(journal.vault, KEYS.pepper, cost=CHEAP)
        drawn = _drawn(vault, 8)

        def issue_and_fail() -> None:
            _issue(vault, drawn)
            raise ZeroDivisionError

        with pytest.raises(ZeroDivisionError):
            journal.append([note()], also=issue_and_fail)
        assert _holder(vault, drawn, journal) is None
        journal.append([note()], also=lambda: _issue(vault, drawn))
        assert _holder(vault, drawn, journal) == "p1"


def _holder(vault: Vault, drawn: Drawn, journal: Journal[Any]) -> str | None:
    found = vault.lookup(drawn.tag, Audience.VISITOR, journal.clock.now())
    return found.party if found else None
