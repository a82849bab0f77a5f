"""A kiosk is made known to a hub: by a code, six digits and a person; over TLS that is pinned."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.custody.doors.events import OpeningIntended
from kiosk.custody.link.words import EnrolmentWord, LinkWord
from kiosk.link.enrolment import CodeUnusable
from kiosk.site.parts.link import LinkSite
from kiosk.terminal import link
from kiosk.wire.enrolment import EnrolmentCode, write_code
from tests.link.authority import Authority
from tests.link.hub import KIOSK, FakeHub
from tests.link.rig import linked, living
from tests.program.rig import Running, events_of


def test_both_sides_show_the_same_digits_until_a_person_approves(tmp_path: Path) -> None:
    with FakeHub(approve=False) as hub, living(tmp_path) as kiosk:
        kiosk.is_(LinkWord.NONE)
        begun = kiosk.link.enrol(hub.code_text, 1)
        kiosk.until(lambda standing: standing.enrolment.word is EnrolmentWord.WAITING)
        assert begun.digits == hub.digits
        assert hub.held() == {}
        hub.approve = True
        kiosk.until(lambda standing: standing.enrolment.word is EnrolmentWord.DONE)
        last = kiosk.writes(1)
        hub.until(lambda h: h.held().get(1) == last)
        standing = kiosk.is_(LinkWord.UP)
        assert (standing.hub, standing.kiosk) == (hub.address, KIOSK)


def test_rows_and_orders_go_over_tls_whose_authority_is_pinned(tmp_path: Path) -> None:
    """Its certificate has run out long ago: whoever was off for years gets in all the same."""
    with FakeHub() as hub:
        Authority(tmp_path, days=30).shown_by(hub)
        with linked(tmp_path, hub) as kiosk:
            last = kiosk.writes(3)
            hub.until(lambda h: h.held().get(1) == last)
            assert hub.address.startswith("https://")


def test_a_hub_with_another_certificate_is_told_nothing(tmp_path: Path) -> None:
    with FakeHub() as hub:
        Authority(tmp_path).shown_by(hub)
        with linked(tmp_path, hub) as kiosk:
            hub.until(lambda h: bool(h.held()))
        hub.wrap = Authority(tmp_path, "other").wrap
        hub.asked.clear()
        with living(tmp_path) as kiosk:
            kiosk.writes(3)
            kiosk.is_(LinkWord.STRANGER)
        assert hub.asked == []


def test_a_code_that_names_another_certificate_enrols_nowhere(tmp_path: Path) -> None:
    with FakeHub() as hub, living(tmp_path) as kiosk:
        Authority(tmp_path).shown_by(hub)
        hub.pin = Authority(tmp_path, "other").pin
        kiosk.link.enrol(hub.code_text, 1)
        kiosk.until(lambda standing: standing.enrolment.word is EnrolmentWord.FAILED)
        assert hub.kiosk_key is None
        kiosk.is_(LinkWord.NONE)


def test_a_code_that_counts_no_more_is_refused(tmp_path: Path) -> None:
    with FakeHub() as hub, living(tmp_path) as kiosk:
        text = EnrolmentCode(hub.address, "-", KIOSK, write_code(b"another code of."))
        kiosk.link.enrol(text.text(), 1)
        kiosk.until(lambda standing: standing.enrolment.word is EnrolmentWord.REFUSED)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("JJD0001234567", "no code of a hub"),
        (f"CUBBY1 http://hub.example - {KIOSK} {'A' * 26}", "speaks without TLS"),
        (f"CUBBY1 https://other.example {'ab' * 32} {KIOSK} {'A' * 26}", "the site file names"),
    ],
)
def test_what_is_no_code_for_this_kiosk_is_a_sentence(tmp_path: Path, text: str, why: str) -> None:
    allowed = LinkSite("https://hub.example")
    with living(tmp_path, link_site=allowed) as kiosk, pytest.raises(CodeUnusable, match=why):
        kiosk.link.enrol(text, 1)


def test_the_command_line_enrols_data_at_rest_and_says_how_the_link_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with FakeHub() as hub:
        with living(tmp_path):
            pass
        site = ("--data", str(tmp_path / "data"), "--site", str(tmp_path / "bench.toml"))
        assert link.status([*site, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["state"] == "none"
        assert link.enrol([*site, "--code", hub.code_text]) == 0
        done = capsys.readouterr()
        assert done.out == f"Enrolled at {hub.address} as {KIOSK}.\n"
        assert f"{hub.digits[:3]} {hub.digits[3:]}" in done.err
        assert link.status([*site, "--json"]) == 0
        after = json.loads(capsys.readouterr().out)
        assert (after["state"], after["hub"], after["kiosk"]) == ("stopped", hub.address, KIOSK)
        with living(tmp_path) as kiosk:
            last = kiosk.writes(1)
            hub.until(lambda h: h.held().get(1) == last)


def test_the_command_line_enrols_a_running_kiosk(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with FakeHub() as hub, Running(tmp_path) as kiosk:
        kiosk.home()
        where = ("--data", str(kiosk.data))
        assert link.enrol([*where, "--code", "CUBBY1 nonsense"]) == 1
        assert "no code of a hub" in capsys.readouterr().err
        assert link.enrol([*where, "--code", hub.code_text]) == 0
        hub.until(lambda h: bool(h.held() and h.states))
        assert hub.states[-1]["doors"]["12"] in {"shut", "unknown"}
        assert len(hub.states[-1]["cabinet"]) > 0
        order = hub.gives("open", {"compartment": "12", "reason": "to look", "by": "Ana"})
        hub.until(lambda h: h.has_sealed(order.id) and h.unsealed(order.id).get("outcome") == "Opened")
        kiosk.boards.close(1, 12)
        capsys.readouterr()
        assert link.status([*where, "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["state"] == "up"
    opened = [event for event in events_of(kiosk.data) if isinstance(event, OpeningIntended)]
    assert len(opened) == 1
