"""What a person types and is told: exit status, sentences, and the same answers running and at rest."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hardware.locks.bus import Bus
from kiosk.access.roles import ROLES
from kiosk.cli import main
from kiosk.control import commands
from kiosk.control.address import SOCKET
from kiosk.control.pending import PendingOrder
from kiosk.control.server import ControlServer
from kiosk.custody.doors.claims import Refusal
from kiosk.custody.doors.events import OpeningIntended
from kiosk.custody.ids import PartyId
from kiosk.custody.things.events import Announced
from kiosk.journal.lock import own
from kiosk.journeys.handover.screens import TakeParcel
from kiosk.orders.doors import OpenRemotely
from kiosk.site.whole import Site
from kiosk.terminal.answers import unopened
from tests.bench.kiosk import site_on
from tests.helpers.inbox import Inbox
from tests.helpers.operator import Operator
from tests.program.rig import Running, book_of, events_of

PHONE = ("--phone", "+49 30 1234567")
NO_LABEL = "is not a label: wanted 6 to 40 letters and digits, or a number with a right check digit."


class Shell:
    """`told` is what a command printed, `refused` what one that failed said on standard error."""

    def __init__(self, data: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
        self.data = data
        self.site = site
        self._capsys = capsys

    def run(self, *words: str) -> tuple[int, str, str]:
        status = main([*words, "--data", str(self.data)])
        out, said = self._capsys.readouterr()
        return status, out, said

    def told(self, *words: str) -> str:
        status, out, said = self.run(*words)
        assert (status, said) == (0, "")
        return out

    def refused(self, *words: str) -> str:
        status, out, said = self.run(*words)
        assert (status, out) == (1, "")
        assert said.endswith("\n")
        assert "Traceback" not in said
        command, _, sentence = said.strip().partition(": ")
        assert command == f"cubby {words[0]}" or command == f"cubby {' '.join(words[:2])}"
        return sentence

    def secrets(self, *words: str) -> tuple[str, str]:
        pin, token = self.told(*words).splitlines()
        assert re.fullmatch(r"PIN \d{8}", pin)
        assert re.fullmatch(r"QR CUBBY:[A-Z2-7]{26,}", token)
        return pin[4:], token[3:]


@pytest.fixture(params=["at rest", "running"])
def shell(
    request: pytest.FixtureRequest, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> Iterator[Shell]:
    """The same commands to a kiosk that runs and to the data of one that ran."""
    with Running(tmp_path) as kiosk:
        kiosk.home()
        if request.param == "running":
            yield Shell(kiosk.data, kiosk.site, capsys)
    if request.param == "at rest":
        yield Shell(kiosk.data, kiosk.site, capsys)


def test_secrets_are_told_once_for_each_order(shell: Shell) -> None:
    announced = shell.secrets("announce", "--tracking", "JJD0001234567", *PHONE, "--size", "M")
    placed = shell.secrets("place", "--compartment", "12", "--tracking", "JJD0007654321", *PHONE)
    hired = shell.secrets("staff", "add", "--name", "Bo", "--role", "courier")
    assert len({announced, placed, hired}) == 3


def test_a_phone_is_the_same_however_it_is_written(shell: Shell) -> None:
    shell.secrets("announce", "--tracking", "JJD0001234567", "--phone", "0151 1234567")
    for same in ("+49 151 1234567", "0049151/1234567", "+49 (0)151-1234567", "٠١٥١ ١٢٣٤٥٦٧"):
        assert "A parcel for this person is announced" in shell.refused("forget", "--phone", same)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (
            ("place", "--compartment", "99", "--tracking", "JJD0007654321", *PHONE),
            "There is no compartment '99' in this cabinet.",
        ),
        (
            ("place", "--compartment", "1", "--tracking", "JJD0007654321", *PHONE),
            "Compartment 1 is not free.",
        ),
        (
            ("place", "--compartment", "2", "--tracking", "jjd000 1111111", *PHONE),
            "The parcel JJD0001111111 is in compartment 1 already.",
        ),
        (
            ("announce", "--tracking", "JJD0001111111", *PHONE),
            "The parcel JJD0001111111 is in compartment 1 already.",
        ),
        (
            ("announce", "--tracking", "JJD0002222222", *PHONE),
            "The parcel JJD0002222222 is announced already.",
        ),
        (
            ("announce", "--tracking", "JJD0003333333", *PHONE, "--size", "XXL"),
            "There is no size 'XXL' here; the sizes are S, M, L, XL.",
        ),
        (
            ("announce", "--tracking", "JJD0003333333", *PHONE, "--service", "express"),
            "There is no service 'express' here; the services are parcel, return, send, handover.",
        ),
        (
            ("announce", "--tracking", "../../etc", *PHONE),
            f"'../../etc' {NO_LABEL}",
        ),
        (
            ("announce", "--tracking", "JJD1", *PHONE),
            "'JJD1' is not a label: wanted 6 to 40 letters and digits, or a number with a right check digit.",
        ),
        (
            ("announce", "--tracking", "JJD0003333333", "--phone", "mother"),
            "'mother' is not a phone number: wanted one such as +49 30 1234567.",
        ),
        (
            ("announce", "--tracking", "JJD0003333333", "--phone", "030\n1234567"),
            "'030\\n1234567' is not a phone number: wanted one such as +49 30 1234567.",
        ),
        (
            ("staff", "add", "--name", "Bo", "--role", "queen"),
            f"There is no role 'queen'; the roles are {', '.join((*ROLES, 'crew'))}.",
        ),
        (("staff", "add", "--name", "  ", "--role", "courier"), "A member of staff needs a name."),
        (
            ("staff", "add", "--name", "B" * 5000, "--role", "courier"),
            "A name is one line of at most 200 characters.",
        ),
        (("staff", "remove", "--name", "Nobody"), "No member of staff here has the name 'Nobody'."),
        (("forget", "--phone", "+1 555 0000"), "Nobody here has the phone '+1 555 0000'."),
        (("forget", "--phone", "nobody"), "Nobody here has the phone 'nobody'."),
    ],
)
def test_a_refusal_is_one_sentence_and_changes_nothing(
    shell: Shell, words: tuple[str, ...], sentence: str
) -> None:
    shell.secrets("place", "--compartment", "1", "--tracking", "JJD0001111111", *PHONE)
    shell.secrets("announce", "--tracking", "JJD0002222222", *PHONE)
    before = shell.told("journal", "tail")
    assert shell.refused(*words) == sentence
    assert shell.told("journal", "tail") == before


def test_bytes_that_are_no_text_are_refused(shell: Shell) -> None:
    odd = b"030 1234567 \xff".decode("utf-8", "surrogateescape")
    said = shell.refused("announce", "--tracking", "JJD0003333333", "--phone", odd)
    assert "is not a phone number" in said or "This is no order: " in said


def test_programs_are_answered_in_objects(shell: Shell) -> None:
    label = ("--tracking", "JJD0001234567", *PHONE)
    for words in (
        ("announce", *label),
        ("place", "--compartment", "12", "--tracking", "JJD0007654321", *PHONE),
        ("staff", "add", "--name", "Bo", "--role", "technician"),
    ):
        told = json.loads(shell.told(*words, "--json"))
        assert {"ok", "pin", "token"} <= told.keys()
    assert json.loads(shell.told("delegate", "make", *PHONE, "--json"))["code"].isdecimal()
    status, out, said = shell.run("announce", *label, "--json")
    assert status == 1
    assert json.loads(out) == {"ok": False, "why": "The parcel JJD0001234567 is announced already."}
    assert said == "cubby announce: The parcel JJD0001234567 is announced already.\n"


def test_codes_are_drawn_where_they_are_asked_for(shell: Shell) -> None:
    drawn = shell.told("announce", "--tracking", "JJD0001234567", *PHONE, "--qr").splitlines()
    assert drawn[0].startswith("PIN ")
    assert drawn[1].startswith("QR CUBBY:")
    assert set("".join(drawn[2:])) == set(" ▀▄█")
    for words in (
        ("staff", "add", "--name", "Bo", "--role", "technician"),
        ("place", "--compartment", "12", "--tracking", "JJD0007654321", *PHONE),
        ("delegate", "make", *PHONE),
    ):
        assert "▀" in shell.told(*words, "--qr")


def test_the_folder_may_stand_in_the_environment_and_what_is_said_goes_first(
    shell: Shell, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CUBBY_DATA", str(shell.data))
    assert main(["announce", "--tracking", "JJD0001234567", *PHONE]) == 0
    assert capsys.readouterr().out.startswith("PIN ")
    monkeypatch.setenv("CUBBY_DATA", str(tmp_path / "nowhere"))
    shell.secrets("announce", "--tracking", "JJD0007654321", *PHONE)


@pytest.mark.parametrize("refusal", Refusal)
def test_every_reason_for_a_shut_door_is_told_in_words(refusal: Refusal) -> None:
    sentence, _ = unopened("12", {"outcome": "Refused", "why": str(refusal)})
    assert sentence.startswith("door 12 was not opened: ")
    assert "_" not in sentence


def test_wrong_usage_is_told_apart(shell: Shell) -> None:
    for words in (("announce", "--phone", "1234"), ("staff",), ("staff", "dismiss"), ("forget", "--loud")):
        with pytest.raises(SystemExit) as ended:
            shell.run(*words)
        assert ended.value.code == 2


def test_orders_at_rest_and_orders_to_a_running_kiosk_come_to_the_same(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    written = []
    for running in (True, False):
        folder = tmp_path / str(running)
        folder.mkdir()
        with Running(folder) as kiosk:
            kiosk.home()
            shell = Shell(kiosk.data, kiosk.site, capsys)
            if running:
                _one_of_each(shell)
        if not running:
            _one_of_each(shell)
        with book_of(kiosk.data, kiosk.site) as book:
            labels = book.vault.labels(book.ledger.consignments)
            things = sorted(
                (labels[c.id].tracking, labels[c.id].phone_end, c.stage, c.compartment, c.size, c.in_reach)
                for c in book.ledger.consignments.values()
            )
            people = sorted(
                (p.name, p.phone, book.ledger.role_of(PartyId(p.party))) for p in book.vault.persons()
            )
            parties = {p for c in book.ledger.consignments.values() for leg in c.legs for p in leg.parties}
            written.append((things, people, len(parties), book.ledger.holdings.keys()))
    assert written[0] == written[1]
    things, people, so_many, held = written[0]
    assert len(things) == 3
    assert people == [("", "+49301234567", ""), ("Cy", "", "operator")]
    assert so_many == 1
    assert set(held) == {"12"}


def _one_of_each(shell: Shell) -> None:
    shell.secrets("announce", "--tracking", "JJD0001111111", *PHONE, "--size", "M", "--in-reach")
    shell.secrets("announce", "--tracking", "JJD0002222222", "--phone", "0049301234567"[2:])
    shell.secrets("place", "--compartment", "12", "--tracking", "JJD0003333333", *PHONE)
    shell.secrets("staff", "add", "--name", "Bo", "--role", "courier")
    shell.secrets("staff", "add", "--name", "Cy", "--role", "operator")
    assert shell.told("staff", "remove", "--name", "Bo") == "Erased, also from the backups.\n"


def test_data_that_knows_no_cabinet_asks_for_the_site_file_and_needs_it_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = site_on("/dev/null", tmp_path)
    shell = Shell(tmp_path / "new", site, capsys)
    order = ("staff", "add", "--name", "Bo", "--role", "courier")
    assert "name the site file with --site" in shell.refused(*order)
    assert not shell.data.exists()
    shell.secrets(*order, "--site", str(site.path))
    assert "Bo works here already (courier " in shell.refused(*order)
    shell.secrets(*order, "--anyway")


def test_a_wrong_site_file_and_a_journal_of_another_program_are_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell(tmp_path / "data", site_on("/dev/null", tmp_path), capsys)
    wrong = tmp_path / "wrong.toml"
    wrong.write_text('id = "X"\ncolour = "red"\n')
    order = ("staff", "add", "--name", "Bo", "--role", "courier", "--site")
    assert "colour" in shell.refused(*order, str(wrong))
    shell.data.mkdir()
    (shell.data / "journal.db").write_bytes(b"no journal" * 1000)
    (shell.data / "keys").mkdir()
    assert "is missing" in shell.refused(*order, str(shell.site.path))


# --- the remote opening ---------------------------------------------------------------------------

OPEN = ("open", "--reason", "to look", "--by", "Ana", "--compartment")
IN_USE = (
    "door 12 was not opened: somebody else is using it\n"
    "Try: wait until that door is closed, or see `cubby status`"
)


@pytest.fixture
def kiosk(tmp_path: Path) -> Iterator[Running]:
    with Running(tmp_path) as running:
        running.home()
        yield running


@pytest.fixture
def operator(kiosk: Running, capsys: pytest.CaptureFixture[str]) -> Shell:
    return Shell(kiosk.data, kiosk.site, capsys)


def test_a_door_is_opened_from_afar_and_not_twice(kiosk: Running, operator: Shell) -> None:
    assert operator.told(*OPEN, "12") == "Door 12 is open.\n"
    assert operator.refused(*OPEN, "12") == IN_USE
    assert operator.refused(*OPEN, "99") == "There is no compartment '99' in this cabinet."
    assert operator.refused("open", "--reason", " ", "--by", "Ana", "--compartment", "12") == (
        "An opening from afar needs a reason and a name."
    )
    kiosk.boards.close(1, 12)


def test_two_who_ask_for_one_door_at_once_get_it_once(tmp_path: Path) -> None:
    with Running(tmp_path) as kiosk, ThreadPoolExecutor(2) as pool:
        kiosk.home()
        asked = [pool.submit(kiosk.told, OpenRemotely("12", "to look", name)) for name in ("Ana", "Ben")]
        assert sorted(one.result(30)["outcome"] for one in asked) == ["Opened", "Refused"]
    assert sum(isinstance(event, OpeningIntended) for event in events_of(kiosk.data)) == 1


def test_a_door_that_a_visitor_has_open_is_not_opened_from_afar(kiosk: Running, operator: Shell) -> None:
    _, token = operator.secrets("place", "--compartment", "12", "--tracking", "JJD0001234567", *PHONE)
    kiosk.scans(token)
    kiosk.shows(TakeParcel)
    assert operator.refused(*OPEN, "12") == IN_USE


def test_a_jam_is_told_as_one(kiosk: Running, operator: Shell) -> None:
    kiosk.boards.jam(1, 12)
    assert operator.refused(*OPEN, "12") == (
        "door 12 was told to open and stayed shut; it is out of use until it was looked at\n"
        "Try: let a technician look at its lock"
    )


def test_a_kiosk_that_stops_while_a_lock_is_at_work_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    unlocks = Inbox()
    monkeypatch.setattr(Bus, "unlock", lambda _bus, ticket, _address: unlocks.put(ticket))
    with ThreadPoolExecutor(1) as pool:
        with Running(tmp_path) as running:
            running.home()
            asked = pool.submit(running.told, OpenRemotely("12", "to look", "Ana"))
            unlocks.wait(int)
        assert asked.result(30)["why"] == "The kiosk stopped before the lock answered. Look at the door."


def test_nothing_opens_where_no_kiosk_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shell = Shell(tmp_path, site_on("/dev/null", tmp_path), capsys)
    assert shell.refused(*OPEN, "12") == (
        f"No kiosk is running on {tmp_path}. A door opens only while it runs.\nTry: `cubby run`"
    )


def test_a_kiosk_that_stays_silent_is_told_from_one_that_refuses(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell(tmp_path, site_on("/dev/null", tmp_path), capsys)
    server = ControlServer(tmp_path, lambda _command: None, patience=0.05)
    server.start()
    try:
        assert shell.refused(*OPEN, "12") == "The kiosk did not answer in time. Nothing was done."
        assert shell.refused("forget", "--phone", "1234") == (
            "The kiosk did not answer in time. Nothing was done."
        )
    finally:
        server.stop()


def test_a_socket_that_may_not_be_used_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shell = Shell(tmp_path, site_on("/dev/null", tmp_path), capsys)
    (tmp_path / SOCKET).symlink_to(SOCKET)
    assert shell.refused(*OPEN, "12").startswith(f"The kiosk on {tmp_path} can't be spoken to: ")
    assert shell.refused("forget", "--phone", "1234").startswith(
        f"The kiosk on {tmp_path} can't be spoken to: "
    )


# --- one kiosk a folder ---------------------------------------------------------------------------


def test_a_second_kiosk_on_the_same_data_is_refused(kiosk: Running, operator: Shell) -> None:
    refusal = operator.refused("run", "--site", str(kiosk.site.path))
    assert re.fullmatch(r"Cubby is already running on .* \(process \d+\)\. End it first\.", refusal)
    operator.secrets("announce", "--tracking", "JJD0001234567", *PHONE)


def test_an_order_reaches_a_kiosk_whose_socket_somebody_has_removed(kiosk: Running, operator: Shell) -> None:
    (kiosk.data / SOCKET).unlink()
    operator.secrets("announce", "--tracking", "JJD0001234567", *PHONE)


def test_an_order_does_not_touch_data_that_another_program_has(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "_A_START_TAKES", 0.2)
    with Running(tmp_path) as kiosk:
        kiosk.home()
    with own(kiosk.data):
        refusal = Shell(kiosk.data, kiosk.site, capsys).refused(
            "announce", "--tracking", "JJD0001234567", *PHONE
        )
    assert re.fullmatch(r"Process \d+ has .* and takes no orders now\. Try again in a minute\.", refusal)
    assert not [event for event in events_of(kiosk.data) if isinstance(event, Announced)]


def test_an_order_waits_for_a_kiosk_that_is_starting(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
    starting = own(kiosk.data)
    shell = Shell(kiosk.data, kiosk.site, capsys)
    with ThreadPoolExecutor(1) as another:
        given = another.submit(shell.secrets, "announce", "--tracking", "JJD0001234567", *PHONE)
        starting.release()
        assert given.result(timeout=30)


def test_two_orders_at_once_on_data_at_rest_are_both_taken(tmp_path: Path) -> None:
    with Running(tmp_path) as kiosk:
        kiosk.home()
    orders = [["announce", "--tracking", f"JJD000123456{n}", *PHONE] for n in range(4)]
    with ThreadPoolExecutor(len(orders)) as callers:
        assert list(callers.map(lambda words: main([*words, "--data", str(kiosk.data)]), orders)) == [0] * 4
    taken = [event for event in events_of(kiosk.data) if isinstance(event, Announced)]
    assert len(taken) == len(orders)


# --- proofs ---------------------------------------------------------------------------------------


def test_badges_are_given_and_taken_back(shell: Shell) -> None:
    give = ("badge", "give", *PHONE, "--number", "04:A1:B2:C3:D4")
    assert shell.told(*give) == (
        "Badge 04:A1:B2:C3:D4: whoever has +49 30 1234567 collects with it from now on.\n"
    )
    assert shell.refused(*give) == "Somebody here has this badge already."
    shell.secrets("staff", "add", "--name", "Bo", "--role", "courier", "--badge", "04FFFFFFFF", "--shift")
    assert shell.told("badge", "take", "--number", "04a1b2c3d4") == "Badge 04a1b2c3d4 is blocked.\n"
    assert shell.refused("badge", "take", "--number", "04A1B2C3D4") == "Nobody here has this badge."


def test_somebody_else_gets_a_code_and_it_is_taken_back(shell: Shell) -> None:
    assert shell.refused("delegate", "make", *PHONE) == "Nothing waits here that this could be for."
    shell.secrets("place", "--compartment", "12", "--tracking", "JJD0001234567", *PHONE)
    assert re.fullmatch(r"CODE \d{8}\n", shell.told("delegate", "make", *PHONE, "--hours", "5"))
    assert shell.told("delegate", "take-back", *PHONE) == "1 code is cancelled.\n"
    assert shell.refused("delegate", "take-back", *PHONE) == "There is no code to take back."


def test_the_operators_keys_are_set_and_changed_by_a_document(shell: Shell, tmp_path: Path) -> None:
    operator = Operator(shell.site.id, datetime(2026, 1, 1, tzinfo=UTC))
    assert shell.told("keys", "set", operator.public) == "Keys number 1 sign tokens from now on.\n"
    assert "64 hex digits" in shell.refused("keys", "set", "abc")
    file = tmp_path / "keys.jwt"
    another = Operator(shell.site.id, operator.now)
    file.write_text(operator.document(7, operator.public, another.public) + "\n")
    assert shell.told("keys", "change", str(file)) == "Keys number 7 sign tokens from now on.\n"
    assert "taken already" in shell.refused("keys", "change", str(file))
    file.write_text("nonsense")
    assert shell.refused("keys", "change", str(file)) == "This is no document about keys."
    assert "can't be read" in shell.refused("keys", "change", str(tmp_path / "nowhere"))


def test_a_list_says_what_counts_no_more(shell: Shell, tmp_path: Path) -> None:
    shell.told("badge", "give", *PHONE, "--number", "04A1B2C3D4")
    file = tmp_path / "revoked"
    file.write_text("badge 04A1B2C3D4\nbadge 0000000001\n\ntoken token-0123456789\n")
    assert shell.told("revoke", str(file)) == "3 taken, 1 badges of them known here.\n"
    file.write_text("badge 04A1B2C3D4\ncard 7\n")
    assert shell.refused("revoke", str(file)).startswith("'card 7' is no line of such a list")


@pytest.mark.parametrize("words", [(*OPEN, "12"), ("forget", *PHONE)])
def test_whoever_can_not_be_told_yet_is_told_how_to_ask_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    """The kiosk began, and fell silent."""

    def began(command: PendingOrder) -> None:
        assert command.take()

    shell = Shell(tmp_path, site_on("/dev/null", tmp_path), capsys)
    server = ControlServer(tmp_path, began, patience=0.05)
    server.start()
    try:
        assert "Ask again with --id mine-1, or look." in shell.refused(*words, "--id", "mine-1")
    finally:
        server.stop()
