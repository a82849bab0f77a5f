"""A site's services: what it may change of a service file, what it may not, and whether they fit the cabinet."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from kiosk.custody.proofs.factors import Rule
from kiosk.custody.services.rules import (
    ClockDeed,
    ClockStart,
    Deadline,
    Money,
    QuotaRule,
    ReopenRule,
    Selector,
    SelectorKind,
    ServiceRules,
    Span,
    SpanUnit,
)
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Kind
from kiosk.journal.lock import Owned
from kiosk.program.machine import keep_site
from kiosk.services.digest import sealed
from kiosk.services.reading import load_rules
from kiosk.site.loading import load_site
from kiosk.site.ports import write_changed
from kiosk.site.problems import SiteRefused
from kiosk.site.whole import Site
from tests.services.written import HEAD, PARCEL, changed

SITES: Final = Path(__file__).parents[2] / "assets" / "sites"
COURIER: Final = Selector(SelectorKind.ROLE, "courier")


def saying(folder: Path, services: list[Any], site: str = "demo", **said: object) -> Site:
    file = folder / "site.toml"
    write_changed(SITES / f"{site}.toml", file, {"services": services, **said})
    return load_site(file)


def service(folder: Path, said: Any, site: str = "demo") -> Service:
    (only,) = saying(folder, [said], site).services.values()
    return only


def rules_of(one: Service) -> ServiceRules:
    assert one.rules is not None
    return one.rules


def refusal(folder: Path, said: Any, site: str = "demo", **keys: Any) -> list[str]:
    with pytest.raises(SiteRefused) as refused:
        saying(folder, [said], site, **keys)
    return [f"{problem.where}: {problem.what}" for problem in refused.value.problems]


# --- services of 0.1 ----------------------------------------------------------------------------------


def test_a_service_without_steps_has_the_rules_of_a_delivery(tmp_path: Path) -> None:
    flat = {
        "name": "old",
        "retention": "24 h",
        "reopen_grace": "90 s",
        "reopenings": 2,
        "forget_after": "7 days",
    }
    rules = rules_of(service(tmp_path, flat))
    bring, fetch = rules.steps
    assert (rules.id, rules.principal, rules.forget_after) == ("old", "demo", 7 * 86_400)
    assert (bring.act, bring.by, fetch.act) == (Act.DEPOSIT, (COURIER,), Act.COLLECT)
    assert fetch.by == (Selector(SelectorKind.PERSON, "recipient"),)
    assert fetch.reopen == ReopenRule(90, 2)
    assert fetch.clock is not None
    assert fetch.clock.starts is ClockStart.DEPOSITED
    assert fetch.clock.then == (Deadline(Span(24 * 3600), ClockDeed.RECALL, COURIER),)
    assert rules == sealed(rules)


def test_the_clock_of_such_a_service_counts_from_the_notice_where_somebody_notifies(tmp_path: Path) -> None:
    clock = rules_of(service(tmp_path, {"name": "old", "notifies": True})).steps[1].clock
    assert clock is not None
    assert clock.starts is ClockStart.NOTIFIED
    assert rules_of(service(tmp_path, {"name": "old", "reopenings": 0})).steps[1].reopen is None


def test_the_file_of_0_1_goes_on_by_its_name_and_under_another(tmp_path: Path) -> None:
    chilled = service(tmp_path, "chilled", "chilled")
    assert (chilled.temperature, rules_of(chilled).things[0].place.temperature) == (
        "biological",
        "biological",
    )
    own = service(tmp_path, {"use": "chilled", "name": "cold", "retention": "2 h"}, "chilled")
    assert (own.name, own.retention, own.temperature) == ("cold", 7200, "biological")


@pytest.mark.parametrize("file", sorted(SITES.glob("*.toml")), ids=lambda file: file.stem)
def test_every_service_of_every_site_has_rules_with_a_digest(file: Path) -> None:
    site = load_site(file)
    for name, one in site.services.items():
        assert (rules_of(one).id, len(rules_of(one).digest), rules_of(one).principal) == (
            name,
            64,
            site.principal,
        )


# --- services with steps ------------------------------------------------------------------------------


def test_a_service_by_its_name_is_what_its_file_says(tmp_path: Path) -> None:
    one = service(tmp_path, "parcel")
    said = load_rules(SITES.parent / "services" / "parcel" / "service.toml")
    assert rules_of(one) == sealed(replace(said, principal="demo"))
    assert (one.reopenings, one.reopen_grace) == (1, 60)


def test_a_site_changes_amounts_clocks_quotas_and_texts(tmp_path: Path) -> None:
    said = {
        "use": "loan",
        "name": "tools",
        "principal": "club",
        "places": ["1", "2"],
        "most": 2,
        "texts": {"fr": {"name": "Outils", "conditions": ["Tout marche.", "Tout est là."]}},
        "step": {
            "take": {
                "charges": [{"name": "deposit", "amount": "20 EUR"}],
                "quota": {"most": 2, "holding": True},
            },
            "back": {"clock": {"then": [{"after": "5 days", "do": "keep"}]}},
        },
    }
    one = service(tmp_path, said)
    rules = rules_of(one)
    take, back = rules.step("take"), rules.step("back")
    assert take is not None
    assert back is not None
    assert (rules.id, rules.principal, one.places, one.most) == ("tools", "club", ("1", "2"), 2)
    assert (take.charges[0].amount, take.quota) == (Money(2000, "EUR"), QuotaRule(2, holding=True))
    assert take.charges[0].kind == "security"
    assert back.clock is not None
    assert back.clock.then == (Deadline(Span(5, SpanUnit.DAYS), ClockDeed.KEEP),)
    assert [texts.language for texts in rules.texts] == ["ar", "de", "en", "fr", "pl"]
    plain = service(tmp_path, {"use": "loan", "name": "tools", "principal": "club"})
    assert rules_of(plain).digest != rules.digest


def test_a_site_asks_for_more_proof_and_shuts_more_gates(tmp_path: Path) -> None:
    fetch = {
        "proof": {"factors": 2, "accepts": ["pin", "token"], "people": 2},
        "second": "role:technician",
        "gates": ["hours"],
    }
    step = rules_of(service(tmp_path, {"use": "parcel", "step": {"fetch": fetch}})).step("fetch")
    assert step is not None
    assert step.proof == Rule(frozenset({Kind.PIN, Kind.TOKEN}), 2, 2)
    assert [gate.gate for gate in step.gates] == ["hours"]
    assert step.second == Selector(SelectorKind.ROLE, "technician")


LOAN: Final = {"use": "loan"}


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"use": "parcle"}, 'use: found "parcle"; wanted a table, or one of the service files'),
        ({"use": "parcel", "step": {"fetsh": {}}}, 'step.fetsh: found "fetsh"; wanted a step of the service: "bring", "fetch" (did you mean "fetch"?)'),
        ({"use": "parcel", "step": {"fetch": {"by": ["anyone"]}}}, "step.fetch.by: found an unknown key; wanted one of charges, clock, gates, proof, quota, second"),
        ({"use": "parcel", "step": {"fetch": {"act": "use"}}}, "step.fetch.act: found an unknown key"),
        ({"use": "parcel", "step": {"bring": {"charges": [{"name": "x", "amount": "1 EUR"}]}}}, 'charges["x"]: found "x"; wanted no charge here'),
        ({"use": "loan", "step": {"take": {"proof": {"factors": 1}}}}, "step.take.proof.factors: found 1, and the service asks for 2; wanted as many or more"),
        ({"use": "evidence", "step": {"lodge": {"proof": {"people": 1}}}}, "step.lodge.proof.people: found 1, and the service asks for 2"),
        ({"use": "parcel", "step": {"fetch": {"proof": {"people": 2}}}}, 'step["fetch"].second: it is missing; wanted who the second person is'),
        ({"use": "parcel", "step": {"fetch": {"clock": {"then": [{"after": "1 day", "do": "remind"}]}}}}, "clock.then: found nothing but reminders"),
        ({"use": "parcel", "retention": "24 h"}, "retention: found it for a service whose steps say it; wanted `step.NAME` with what is to change"),
        ({"name": "old", "step": {"fetch": {}}}, "step: found it for a service without steps; wanted `use` with the name of one that has some"),
        ({"use": "parcel", "places": ["99"]}, 'places: found "99"; wanted a compartment: '),
        ({"use": "recycling"}, 'thing["thing"].place.features: found "bin", which no compartment here has; wanted '),
        ({"use": "evidence"}, 'step["receive"].face: found "rear", on which no compartment here has a door; wanted a door there'),
        ({"use": "groceries"}, 'thing["chilled"].place.temperature: found "fresh", to which no sensor here keeps a compartment'),
    ],
)  # fmt: skip
def test_what_a_site_may_not_say_is_a_sentence(tmp_path: Path, said: dict[str, Any], told: str) -> None:
    sentences = refusal(tmp_path, said)
    assert any(told in sentence for sentence in sentences), "\n".join(sentences)
    assert all(sentence.startswith('services["') for sentence in sentences)


@pytest.mark.parametrize(
    ("name", "keys", "told"),
    [
        ("storage", {"currency": "PLN"}, "amount: found an amount in EUR, and the site takes PLN; wanted amounts in PLN"),
        ("loan", {"languages": ["en", "fr"]}, 'texts.fr: found texts in ar, de, en, pl, and the site speaks "fr"; wanted a `name` in it'),
        ("loan", {"scanner": None, "camera": None}, 'step["take"].proof: found 2 factors, which nobody can show at this machine'),
    ],
)  # fmt: skip
def test_a_service_fits_the_sites_money_languages_and_readers(
    tmp_path: Path, name: str, keys: dict[str, Any], told: str
) -> None:
    assert any(told in sentence for sentence in refusal(tmp_path, {"use": name}, **keys))


def test_every_size_of_the_cabinet_has_an_amount(tmp_path: Path) -> None:
    (tmp_path / "services").mkdir()
    own = changed(
        PARCEL, ('act = "collect"', 'act = "collect"\ncharges = [{ name = "fee", amount = { S = "1 EUR" } }]')
    )
    (tmp_path / "services" / "own.toml").write_text(own)
    assert any(
        "amount: found no amount for M, L, XL; wanted one for each size" in one
        for one in refusal(tmp_path, "own")
    )


def test_evidence_that_no_device_takes_is_told(tmp_path: Path) -> None:
    (tmp_path / "services").mkdir()
    own = changed(PARCEL, ('act = "collect"', 'act = "collect"\nevidence = ["weight"]'))
    (tmp_path / "services" / "own.toml").write_text(own)
    told = 'evidence: found "weight", for which this machine has no device; wanted the device, or "weight?"'
    assert any(told in one for one in refusal(tmp_path, "own"))


# --- the site's own services --------------------------------------------------------------------------


def test_a_site_has_services_of_its_own_beside_its_file(tmp_path: Path) -> None:
    folder = tmp_path / "services" / "own"
    folder.mkdir(parents=True)
    languages = "".join(f'texts.{each}.name = "Own"\n' for each in ("de", "pl", "ar"))
    (folder / "service.toml").write_text(changed(PARCEL, (HEAD, HEAD + languages)))
    assert rules_of(service(tmp_path, "own")).id == "own"
    copy = tmp_path / "elsewhere"
    copy.mkdir()
    write_changed(tmp_path / "site.toml", copy / "site.toml", {})
    assert load_site(copy / "site.toml").services["own"].rules == rules_of(service(tmp_path, "own"))


def test_what_is_wrong_in_a_service_file_is_told_of_that_file(tmp_path: Path) -> None:
    (tmp_path / "services").mkdir()
    file = tmp_path / "services" / "own.toml"
    file.write_text(changed(PARCEL, ('"collect"', '"colect"')))
    with pytest.raises(SiteRefused) as refused:
        saying(tmp_path, ["own"])
    assert str(refused.value).startswith(f'{file}: line 11: step["fetch"].act: found "colect"')


def test_the_sites_digest_covers_what_its_service_files_say(tmp_path: Path) -> None:
    digests = set()
    (tmp_path / "services").mkdir()
    languages = "".join(f'texts.{each}.name = "Own"\n' for each in ("de", "pl", "ar"))
    for days in ("2 days", "3 days", "3 days # a comment"):
        text = changed(PARCEL, (HEAD, HEAD + languages), ('"2 days"', f'"{days[:6]}"'))
        (tmp_path / "services" / "own.toml").write_text(text + days[6:])
        digests.add(saying(tmp_path, ["own"]).digest)
    assert len(digests) == 2


def test_the_kiosks_copy_of_its_site_file_can_be_read_with_its_own_services(tmp_path: Path) -> None:
    folder = tmp_path / "services" / "own"
    folder.mkdir(parents=True)
    (folder / "service.toml").write_text(changed(PARCEL, (HEAD, HEAD + 'texts.de.name = "Eigen"\n')))
    site = saying(tmp_path, ["own"], languages=["en", "de"])
    with Owned(tmp_path / "data", (), lambda: None) as owned:
        owned.folder.mkdir()
        keep_site(site, owned)
        assert load_site(owned.folder / "site.toml").services["own"] == site.services["own"]
