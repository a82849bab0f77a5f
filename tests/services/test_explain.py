"""`cubby service explain`: a service in sentences, as the site has it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kiosk.cli import main
from kiosk.custody.services.rules import Money, Span, SpanUnit
from kiosk.custody.telling.amounts import money
from kiosk.services.files import IN_A_FOLDER, SHIPPED
from kiosk.services.reading import load_rules
from kiosk.site.ports import write_changed
from kiosk.terminal.text.services import heading, span, steps, texts_in, whole

Said = pytest.CaptureFixture[str]
DEMO = Path(__file__).parents[2] / "assets" / "sites" / "demo.toml"


def explained(capsys: Said, *arguments: str) -> str:
    assert main(["service", "explain", *arguments]) == 0
    out, said = capsys.readouterr()
    assert said == ""
    return out


def test_a_parcel_is_explained_whole(capsys: Said) -> None:
    assert explained(capsys, "parcel", "--site", str(DEMO)) == (
        """Parcel (parcel, version 1): Pick up your parcel with the code from your message.

1. bring
   Staff (courier) puts it in.
   They show one proof.
   Besides, its label is scanned.

2. fetch
   The recipient takes it out.
   They show one proof.
   duty: as the order says, paid before the step, to carrier. While nobody can pay, the door stays shut.
   The door can be opened again once within 1 minute.
   24 hours after it was put in, a reminder.
   48 hours after it was put in, it is for staff (courier) instead, at no charge.
   That time stands still while the machine is down, its door can't be opened or nobody can pay.

The service belongs to demo.
30 days after it has left, what names a person is erased.
"""
    )


def test_what_the_site_changes_is_what_is_explained(tmp_path: Path, capsys: Said) -> None:
    change = {"take": {"charges": [{"name": "deposit", "amount": "20 EUR"}], "gates": ["hours"]}}
    file = tmp_path / "site.toml"
    write_changed(DEMO, file, {"services": [{"use": "loan", "name": "tools", "step": change}]})
    told = explained(capsys, "tools", "--site", str(file))
    assert "   deposit: 20.00 EUR, held until it is back. While nobody can pay, the door stays shut." in told
    assert "   Only while the site is open." in told
    assert "   One person has at most 1 at a time." in told
    assert "2.00 EUR for each day begun beyond 14 days, paid afterwards, taken from deposit." in told


def test_the_services_own_texts_come_in_the_language_asked_for(tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "site.toml"
    write_changed(DEMO, file, {"services": ["loan"]})
    told = explained(capsys, "loan", "--site", str(file), "--language", "de")
    assert told.startswith("Gerät ausleihen (loan, version 1): 14 Tage kostenlos.")
    assert "   Das Zubehör ist vollständig.\n" in told
    arabic = json.loads(explained(capsys, "loan", "--site", str(file), "--language", "ar", "--json"))
    assert arabic["texts"]["name"] == "استعارة جهاز"
    assert [each["name"] for each in arabic["steps"]] == ["stock", "take", "back"]


def test_an_unknown_service_and_an_unreadable_site_are_sentences(tmp_path: Path, capsys: Said) -> None:
    assert main(["service", "explain", "loan", "--site", str(DEMO)]) == 1
    known = "handover, parcel, return, send"
    assert capsys.readouterr().err == f"cubby service explain: {DEMO} has no service loan; it has {known}\n"
    assert main(["service", "explain", "loan", "--site", str(tmp_path / "none.toml")]) == 1
    assert "Try: `cubby site check" in capsys.readouterr().err


@pytest.mark.parametrize("name", sorted(file.parent.name for file in SHIPPED.glob(f"*/{IN_A_FOLDER}")))
def test_every_shipped_service_can_be_explained(name: str) -> None:
    rules = load_rules(SHIPPED / name / IN_A_FOLDER)
    every = [heading(rules, "en"), *whole(rules)]
    every += [sentence for _, sentences in steps(rules) for sentence in sentences]
    assert all(sentence.endswith((".", "?")) for sentence in every)
    assert not [sentence for sentence in every if "  " in sentence or " ," in sentence or " ." in sentence]
    shown = texts_in(rules, "fr-CA")
    assert shown is not None
    assert shown.language == "en"


def test_amounts_and_times_are_said_as_people_say_them() -> None:
    assert [money(Money(*each)) for each in ((450, "EUR"), (5, "EUR"), (300, "JPY"), (1250, "KWD"))] == [
        "4.50 EUR",
        "0.05 EUR",
        "300 JPY",
        "1.250 KWD",
    ]
    assert [span(Span(n)) for n in (90, 3600, 7200, 900)] == ["90 seconds", "1 hour", "2 hours", "15 minutes"]
    assert span(Span(1, SpanUnit.OPEN_DAYS)) == "1 open day"
