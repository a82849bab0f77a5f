"""Labels whose bars hold more than was announced, through the real vault and ledger."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hardware.outcomes.reading import CodeRead
from hardware.scanners.text import Reading, reading_from
from kiosk.journeys.doors.screens import DoorOpening
from kiosk.journeys.handover.screens import PutParcel, ScanNotice, ScanParcel, WhichParcel
from kiosk.journeys.screen import BackChoice, Picked
from kiosk.labels.carriers import Carrier, Carriers
from kiosk.labels.rule import LabelRule, PartKind, RulePart
from kiosk.site.carriers.folder import CarriersSite
from tests.labels.test_scanned import SCANNED
from tests.visits.rig import Kiosk


def scans(kiosk: Kiosk, line: str) -> None:
    read = reading_from(line.encode())
    assert isinstance(read, Reading)
    kiosk.house.handle(CodeRead(read.text, read.symbology, "scanner"))


@pytest.mark.parametrize(("scanned", "announced"), SCANNED)
def test_a_parcel_is_found_by_what_follows_the_routing(kiosk: Kiosk, scanned: str, announced: str) -> None:
    kiosk.announced("OTHER-0001", "S")
    kiosk.announced(announced, "S")
    kiosk.scans(kiosk.staff().token)
    scans(kiosk, scanned)
    assert kiosk.sees(DoorOpening)


USPS, SHORT, LONG = "420787459400111899223856928499", "111899223856928499", "9400111899223856928499"


def test_where_several_fit_the_person_is_asked(kiosk: Kiosk) -> None:
    kiosk.announced(LONG, "S")
    kiosk.announced(SHORT, "S")
    kiosk.scans(kiosk.staff().token)
    kiosk.scans(USPS)
    asked = kiosk.sees(WhichParcel)
    assert asked.labels == (LONG, SHORT)
    assert asked.text == USPS
    kiosk.presses(BackChoice.BACK)
    assert kiosk.sees(ScanParcel).notice is ScanNotice.NOT_DELIVERED
    kiosk.scans(USPS)
    kiosk.presses(Picked(SHORT))
    kiosk.lock_says()
    kiosk.closes(kiosk.sees(PutParcel).label)
    assert kiosk.sees(ScanParcel).notice is ScanNotice.DELIVERED
    kiosk.scans(USPS)
    assert kiosk.sees(DoorOpening), "only one is still to come"


def test_what_was_announced_just_so_is_it_whatever_else_fits(kiosk: Kiosk) -> None:
    kiosk.announced(SHORT, "S")
    kiosk.announced(USPS, "S")
    kiosk.scans(kiosk.staff().token)
    kiosk.scans(USPS)
    kiosk.sees(DoorOpening)
    kiosk.lock_says()
    assert kiosk.sees(PutParcel).text == USPS


def test_what_lies_here_already_is_said_to(kiosk: Kiosk) -> None:
    kiosk.placed("12", LONG)
    kiosk.scans(kiosk.staff().token)
    kiosk.scans(USPS)
    seen = kiosk.sees(ScanParcel)
    assert (seen.notice, seen.label) == (ScanNotice.ALREADY_IN, "12")


def test_nothing_is_found_by_less_than_the_whole_number(kiosk: Kiosk) -> None:
    kiosk.announced("6260787", "S")
    kiosk.announced("420787", "S")
    kiosk.scans(kiosk.staff().token)
    kiosk.scans("420787459400111206206406260787")
    assert kiosk.sees(ScanParcel).notice is ScanNotice.UNKNOWN_LABEL


# --- the other way round, and after a start ----------------------------------------------------------

BARS, PRINTED = "%008182709980000020033350276C", "09980000020033"


def finds(kiosk: Kiosk, text: str) -> bool:
    """Whether a door opens for the parcel that is brought with this label."""
    kiosk.scans(kiosk.staff().token)
    scans(kiosk, text)
    return isinstance(kiosk.scene.screen, DoorOpening)


@pytest.mark.parametrize(("bars", "printed"), [(BARS, PRINTED), (BARS, f"{PRINTED}F"), (USPS, LONG)])
def test_a_parcel_announced_by_its_bars_is_found_by_what_is_printed(
    kiosk: Kiosk, bars: str, printed: str
) -> None:
    kiosk.announced(bars, "S")
    assert finds(kiosk, printed)


def test_a_parcel_announced_by_an_earlier_release_is_found_after_the_first_start(kiosk: Kiosk) -> None:
    """As that release left it: its label, and no numbers of it."""
    kiosk.announced(BARS, "S")
    before = kiosk.vault.labels(kiosk.book.ledger.consignments)
    with kiosk.journal.writing.transaction():
        kiosk.journal.writing.db.execute("DELETE FROM vault_label_numbers")
        kiosk.journal.writing.db.execute("UPDATE vault_labels SET numbered_by = ''")
    head = kiosk.journal.head.seq
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()
    after = kiosk.vault.labels(kiosk.book.ledger.consignments)
    assert {c: replace(label, numbered_by="") for c, label in after.items()} == {
        c: replace(label, numbered_by="") for c, label in before.items()
    }
    assert all(not row.event.__class__.__name__.startswith("Label") for row in kiosk.journal.rows(head + 1))
    assert finds(kiosk, PRINTED)


def test_rules_that_changed_while_it_was_announced_hold_from_the_next_start(kiosk: Kiosk) -> None:
    kiosk.announced("CITY-00042-17", "S")
    assert not finds(kiosk, "00042")
    known = kiosk.site.carriers.known
    number = RulePart("number", PartKind.ALPHANUMERIC, 5, 5)
    town = LabelRule(
        "round", (RulePart(options=("CITY-",)), number, RulePart(options=("-17",))), "CITY{number}"
    )
    kiosk.site = replace(
        kiosk.site,
        carriers=CarriersSite(Carriers((*known.every, Carrier("city", "City", "", (town,))), "others")),
    )
    kiosk.die()
    kiosk.start()
    kiosk.lines_up()
    assert finds(kiosk, "CITY00042")


def test_the_numbers_of_a_label_are_erased_with_it(kiosk: Kiosk) -> None:
    kiosk.announced(BARS, "S")
    kiosk.announced(USPS, "S", phone="+49 30 7654321")
    one, other = kiosk.book.ledger.consignments
    party = kiosk.vault.labels([other])[other].party
    assert party is not None
    assert kiosk.vault.numbers.consignments(PRINTED) == (one,)
    kiosk.vault.erase(consignments=[one])
    assert kiosk.vault.numbers.consignments(PRINTED) == ()
    kiosk.vault.erase(parties=[party])
    (left,) = kiosk.journal.writing.db.execute("SELECT count(*) FROM vault_label_numbers").fetchone()
    assert left == 0


# --- what is only near -------------------------------------------------------------------------------


@pytest.mark.parametrize("slip", ["O998OOOO02OO33", "09980000020033D", f"{BARS[:-1]}K"])
def test_a_slip_is_asked_and_never_taken_silently(kiosk: Kiosk, slip: str) -> None:
    kiosk.announced(PRINTED, "S")
    kiosk.scans(kiosk.staff().token)
    scans(kiosk, slip)
    assert kiosk.sees(WhichParcel).labels == (PRINTED,)
    kiosk.presses(Picked(PRINTED))
    assert kiosk.sees(DoorOpening)


def test_24_a_postal_item_with_a_wrong_check_digit_is_asked_again(kiosk: Kiosk) -> None:
    kiosk.announced("RB123456785GB", "S")
    kiosk.scans(kiosk.staff().token)
    scans(kiosk, "RB123456786GB")
    assert kiosk.sees(ScanParcel).notice is ScanNotice.MISREAD


def test_a_parcel_with_a_wrong_check_digit_is_taken_where_just_it_was_announced(kiosk: Kiosk) -> None:
    """A carrier's own sample has one."""
    kiosk.announced("1Z12345E0205271688", "S")
    assert finds(kiosk, "1Z12345E0205271688")


def test_a_unit_with_a_wrong_check_digit_can_be_announced_and_found(kiosk: Kiosk) -> None:
    kiosk.announced("(00)340434000000000018", "S")
    assert finds(kiosk, "]C100340434000000000018")


def test_whose_label_an_unknown_parcel_has_is_said(kiosk: Kiosk) -> None:
    kiosk.scans(kiosk.staff().token)
    for text, carrier in (("1Z5R89390357567127", "UPS"), ("HERE-0001", ""), ("09980000020033", "")):
        scans(kiosk, text)
        seen = kiosk.sees(ScanParcel)
        assert (seen.notice, seen.carrier) == (ScanNotice.UNKNOWN_LABEL, carrier)
