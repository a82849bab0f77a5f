"""A service file becomes rules: each key, its short forms, what it extends, and the digest of all of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.custody.proofs.factors import Rule
from kiosk.custody.services.rules import (
    AmountFrom,
    ChargeRule,
    ChargeTime,
    ClockDeed,
    ClockRule,
    Deadline,
    EvidenceKind,
    EvidenceRule,
    GateKind,
    GateRule,
    Money,
    PauseReason,
    PlaceRule,
    QuotaRule,
    ReopenRule,
    Selector,
    SelectorKind,
    SizePrice,
    Span,
    SpanUnit,
    StepStart,
)
from kiosk.custody.words import Act, Kind
from kiosk.services.digest import sealed
from kiosk.services.reading import load_rules
from kiosk.site.problems import SiteRefused
from tests.services.written import HEAD, PARCEL, changed, refusal, rules_of

RECIPIENT = Selector(SelectorKind.PERSON, "recipient")
BROUGHT_BY = Selector(SelectorKind.ROLE, "courier")


def test_a_small_file_has_the_usual_for_what_it_does_not_say(tmp_path: Path) -> None:
    rules = rules_of(tmp_path, PARCEL)
    assert (rules.id, rules.version, rules.principal) == ("own", 1, "")
    assert [thing.name for thing in rules.things] == ["thing"]
    bring, fetch = rules.steps
    assert (bring.act, bring.by, bring.start) == (Act.DEPOSIT, (BROUGHT_BY,), StepStart.ORDER)
    assert (fetch.proof, fetch.undo, fetch.reopen) == (Rule(), True, None)
    usual = (PauseReason.MACHINE, PauseReason.DOOR)
    deadline = Deadline(Span(2, SpanUnit.DAYS), ClockDeed.RECALL, BROUGHT_BY)
    assert fetch.clock == ClockRule(pauses=usual, then=(deadline,))


def test_every_key_of_a_step_is_read(tmp_path: Path) -> None:
    more = """
proof = { factors = 2, accepts = ["pin", "token"], people = 2 }
second = "role:technician"
gates = ["hours", { gate = "released", fresh = "15 min", unknown = "open" }]
evidence = ["seal", "photo?"]
reopen = { within = "60 s", times = 2 }
quota = { most = 3, within = "1 h" }
charges = [
  { name = "late", when = "after", amount = "2 EUR", per = "1 day", free = "14 days", payee = "carrier" },
  { name = "duty", amount = "order", of = "person:recipient", down = "link" },
]
undo = false
"""
    text = changed(
        PARCEL,
        ('by = "role:courier"\n', 'by = "role:courier"\nevidence = ["seal"]\n'),
        ('by = "person:recipient"\n', f'by = ["person:recipient"]{more}'),
    )
    fetch = rules_of(tmp_path, text).steps[1]
    assert fetch.proof == Rule(frozenset({Kind.PIN, Kind.TOKEN}), factors=2, people=2)
    assert fetch.second == Selector(SelectorKind.ROLE, "technician")
    assert fetch.gates[0] == GateRule(GateKind.HOURS)
    assert (fetch.gates[1].fresh, fetch.gates[1].unknown) == (900, "open")
    assert fetch.evidence == (EvidenceRule(EvidenceKind.SEAL), EvidenceRule(EvidenceKind.PHOTO, True))
    assert (fetch.reopen, fetch.quota) == (ReopenRule(60, 2), QuotaRule(3, 3600))
    late, duty = fetch.charges
    assert late == ChargeRule(
        "late",
        when=ChargeTime.AFTER,
        amount=Money(200, "EUR"),
        per=Span(1, SpanUnit.DAYS),
        free=Span(14, SpanUnit.DAYS),
        payee="carrier",
    )
    assert (duty.amount, duty.of, duty.down) == (AmountFrom.ORDER, RECIPIENT, "link")
    assert not fetch.undo


@pytest.mark.parametrize(
    ("said", "amount"),
    [
        ('"4.50 EUR"', Money(450, "EUR")),
        ('"3 EUR"', Money(300, "EUR")),
        ('"300 JPY"', Money(300, "JPY")),
        ('"1.250 KWD"', Money(1250, "KWD")),
        ('"2 KWD"', Money(2000, "KWD")),
        ('"0 EUR"', Money(0, "EUR")),
        ('"order"', AmountFrom.ORDER),
        (
            '{ S = "3 EUR", M = "5 EUR" }',
            (SizePrice("M", Money(500, "EUR")), SizePrice("S", Money(300, "EUR"))),
        ),
    ],
)
def test_an_amount_has_the_decimals_of_its_currency(tmp_path: Path, said: str, amount: object) -> None:
    text = changed(
        PARCEL, ('act = "collect"', f'act = "collect"\ncharges = [{{ name = "fee", amount = {said} }}]')
    )
    assert rules_of(tmp_path, text).steps[1].charges[0].amount == amount


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ('"4.5 EUR"', "wanted an amount in EUR, which has 2 digits after the point"),
        ('"300.00 JPY"', "wanted an amount in JPY, which has no digits after a point"),
        ('"1.25 KWD"', "wanted an amount in KWD, which has 3 digits after the point"),
        ('"4 EUX"', "wanted an amount in a currency of ISO 4217 such as EUR"),
        ('"4,50 EUR"', 'wanted an amount such as "4.50 EUR", one for each size, "order" or "offer"'),
        ("450", 'wanted an amount such as "4.50 EUR", one for each size, "order" or "offer"'),
        ('{ S = "3" }', 'wanted for size S an amount such as "4.50 EUR"'),
    ],
)
def test_an_amount_that_is_none_is_told_with_its_line(tmp_path: Path, said: str, wanted: str) -> None:
    text = changed(
        PARCEL, ('act = "collect"', f'act = "collect"\ncharges = [{{ name = "fee", amount = {said} }}]')
    )
    (told,) = refusal(tmp_path, text)
    assert told.startswith('line 12: step["fetch"].charges["fee"].amount: found ')
    assert told.endswith(wanted)


def test_a_thing_says_of_its_place_what_differs(tmp_path: Path) -> None:
    more = """
place = { class = "food", refuses = ["specimen", "poison"], after = ["wipe", "dry"] }
[[thing]]
name = "shelf"
[[thing]]
name = "frozen"
place = { temperature = "frozen", features = ["tall", "lit"] }
"""
    rules = rules_of(tmp_path, changed(PARCEL, (HEAD, HEAD + more)))
    common = PlaceRule(kind="food", refuses=("poison", "specimen"), after=("wipe", "dry"))
    assert [thing.place for thing in rules.things] == [
        common,
        replace(common, temperature="frozen", features=("lit", "tall")),
    ]


# --- all faults at once -------------------------------------------------------------------------------


def test_everything_wrong_is_told_at_once_with_its_line_and_what_is_wanted(tmp_path: Path) -> None:
    text = changed(
        PARCEL,
        ("version = 1", 'version = "one"'),
        ('act = "deposit"', 'act = "depost"\nfactors = 2'),
        ('by = "role:courier"', 'by = "courier"'),
        ("2 days", "two days"),
    )
    told = refusal(tmp_path, text)
    assert [one.partition("; wanted ")[0] for one in told] == [
        'line 1: version: found "one"',
        'line 6: step["bring"].act: found "depost"',
        'line 7: step["bring"].factors: found an unknown key (did you mean "act"?)',
        'line 8: step["bring"].by: found "courier"',
        'line 14: step["fetch"].clock.then[1].after: found "two days"',
    ]
    assert [one.partition("; wanted ")[2] for one in told] == [
        "a whole number",
        'one of "deposit", "collect", "begin", "use", "end", "pay", "decide" (did you mean "deposit"?)',
        (
            "one of act, by, charges, choose, clock, drop, evidence, face, gates, name, only_if, proof,"
            " quota, reopen, second, start, thing, undo"
        ),
        "role:NAME, person:SLOT, group:NAME, anyone, holder or depositor",
        'a time such as "45 min", "48 h", "3 days" or "5 open-days"',
    ]


def test_a_fault_of_a_key_hides_no_fault_of_another_step(tmp_path: Path) -> None:
    text = changed(
        PARCEL,
        ('by = "role:courier"', 'by = "role:courier"\nundo = "yes"'),
        ('by = "person:recipient"', 'by = "person:recipient"\nproof.people = 2'),
    )
    assert refusal(tmp_path, text) == [
        'line 8: step["bring"].undo: found "yes"; wanted true or false',
        'line 10: step["fetch"].second: it is missing; wanted who the second person is',
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('version = 1\ntexts.en.name = "x"\n', "step: it is missing"),
        ("step = 3\n", "step: found 3; wanted a list"),
        ("step = [1]\n", "step[1]: found 1; wanted a table"),
        (
            'version = 1\ntexts.en.name = "x"\nstep = []\n',
            "step: found an empty list; wanted at least 1 of them",
        ),
        (HEAD + '[[step]]\nact = "pay"\nby = "anyone"\n', "step[1].name: it is missing"),
        (HEAD + '[[step]]\nname = "Bring it"\n', 'found "Bring it"; wanted a name of small letters'),
        (HEAD + "[[step]]\nclock = 3\n", "found 3; wanted a table"),
    ],
)
def test_what_is_no_service_at_all_is_a_sentence(tmp_path: Path, text: str, told: str) -> None:
    assert told in "\n".join(refusal(tmp_path, text))


def test_the_id_is_the_files_name(tmp_path: Path) -> None:
    (told,) = refusal(tmp_path, f'id = "other"\n{PARCEL}')
    assert told == 'line 1: id: found "other"; wanted the name of its file or folder, "own"'


def test_a_name_that_no_site_could_say_is_told(tmp_path: Path) -> None:
    (told,) = refusal(tmp_path, PARCEL, "Our Parcel")
    assert told.startswith('found "Our Parcel"; wanted a file or folder named in small letters')


def test_a_folder_is_read_from_inside_as_well(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules_of(tmp_path, PARCEL, "base")
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "service.toml").write_text(HEAD + 'extends = "base"\n')
    monkeypatch.chdir(tmp_path / "own")
    assert load_rules(Path("service.toml")).id == "own"


# --- texts --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        (f'"{"x" * 31}"', "wanted at most 30 characters"),
        ('" "', "wanted a text on one line, without signs that can't be seen"),
        ('"a\\u202eb"', "wanted a text on one line, without signs that can't be seen"),
        ('"<b>Box</b>"', 'wanted a text without markup or "<"; it is shown as it is written'),
    ],
)
def test_a_text_is_plain_and_fits(tmp_path: Path, said: str, wanted: str) -> None:
    (told,) = refusal(tmp_path, changed(PARCEL, ('name = "Test"', f"name = {said}")))
    assert told.startswith("line 2: texts.en.name: found ")
    assert told.endswith(wanted)


def test_terms_may_have_lines(tmp_path: Path) -> None:
    text = changed(PARCEL, (HEAD, f'{HEAD}texts.en.terms = """\nOne.\nTwo.\n"""\n'))
    assert rules_of(tmp_path, text).texts[0].terms == "One.\nTwo."


# --- extends ------------------------------------------------------------------------------------------


def test_a_file_on_top_of_another_changes_drops_and_adds(tmp_path: Path) -> None:
    rules_of(tmp_path, PARCEL, "base")
    own = (
        HEAD
        + """
extends = "base"
[[step]]
name = "fetch"
by = "group:students"
[[step]]
name = "ask"
act = "pay"
by = "anyone"
charges = [{ name = "fee", amount = "1 EUR" }]
"""
    )
    rules = rules_of(tmp_path, own)
    bring, fetch, ask = rules.steps
    assert (rules.id, bring.by, ask.name) == ("own", (BROUGHT_BY,), "ask")
    assert fetch.by == (Selector(SelectorKind.GROUP, "students"),)
    assert fetch.clock is not None
    dropped = rules_of(tmp_path, HEAD + 'extends = "own"\n[[step]]\nname = "ask"\ndrop = true\n', "third")
    assert [step.name for step in dropped.steps] == ["bring", "fetch"]


def test_a_folder_is_found_beside_a_folder_and_among_those_shipped(tmp_path: Path) -> None:
    for name, text in (("base", PARCEL), ("own", HEAD + 'extends = "base"\n')):
        (tmp_path / name).mkdir()
        (tmp_path / name / "service.toml").write_text(text)
    rules = load_rules(tmp_path / "own" / "service.toml")
    assert (rules.id, len(rules.steps)) == ("own", 2)


def test_what_is_extended_must_be_there_and_in_no_circle(tmp_path: Path) -> None:
    (told,) = refusal(tmp_path, HEAD + 'extends = "bse"\n')
    assert told.startswith('line 3: extends: found "bse"; wanted one of the services ')
    (tmp_path / "a.toml").write_text(HEAD + 'extends = "b"\n')
    (tmp_path / "b.toml").write_text(HEAD + 'extends = "a"\n')
    with pytest.raises(SiteRefused) as refused:
        load_rules(tmp_path / "a.toml")
    assert str(refused.value) == (
        f'{tmp_path / "b.toml"}: line 3: extends: found "a", which extends this one in turn;'
        " wanted a service that does not"
    )
    assert 'found "own", which extends this one' in refusal(tmp_path, HEAD + 'extends = "own"\n')[0]


def test_what_is_wrong_in_the_extended_file_is_told_of_that_file(tmp_path: Path) -> None:
    (tmp_path / "base.toml").write_text(changed(PARCEL, ('"collect"', '"colect"')))
    (tmp_path / "own.toml").write_text(HEAD + 'extends = "base"\n')
    with pytest.raises(SiteRefused) as refused:
        load_rules(tmp_path / "own.toml")
    assert str(refused.value).startswith(
        f'{tmp_path / "base.toml"}: line 11: step["fetch"].act: found "colect"'
    )


def test_a_drop_of_nothing_is_told(tmp_path: Path) -> None:
    rules_of(tmp_path, PARCEL, "base")
    own = HEAD + 'extends = "base"\n[[step]]\nname = "fetsh"\ndrop = true\n'
    (told,) = refusal(tmp_path, own)
    assert told == (
        'line 6: step["fetsh"].drop: found "fetsh"; wanted one of the extended service\'s "bring", "fetch"'
        ' (did you mean "fetch"?)'
    )


def test_what_follows_from_a_drop_is_told_in_the_file_that_drops(tmp_path: Path) -> None:
    rules_of(tmp_path, PARCEL, "base")
    (told,) = refusal(tmp_path, HEAD + 'extends = "base"\n[[step]]\nname = "fetch"\ndrop = true\n')
    assert 'step["bring"]: found nothing after it: what is put in would stay for ever' in told


# --- the digest ---------------------------------------------------------------------------------------


def test_layout_and_comments_change_no_digest(tmp_path: Path) -> None:
    charges = 'charges = [{ name = "fee", amount = { S = "1 EUR", M = "2 EUR" }, payee = "us" }]'
    other = """# a comment
version = 1

[[step]]
by = ["role:courier"]
name = "bring"
act = "deposit"
[[step]]
charges = [{ payee = "us", amount = { M = "2.00 EUR", S = "1.00 EUR" }, name = "fee" }]
proof.accepts = ["badge", "pin", "token", "offline", "totp", "delegation", "face"]
act = "collect"
name = "fetch"
by = "person:recipient"
[step.clock]
pauses = ["door", "machine"]
then = [{ to = "role:courier", do = "recall", after = "2 days" }]
[texts.en]
name = "Test"
"""
    first = rules_of(tmp_path, changed(PARCEL, ('act = "collect"', f'act = "collect"\n{charges}')))
    second = rules_of(tmp_path, other)
    assert first == second
    assert len(first.digest) == 64


@pytest.mark.parametrize(
    "change",
    [("2 days", "3 days"), ("version = 1", "version = 2"), ('"Test"', '"Text"'), ("role:c", "role:d")],
)
def test_any_other_rule_has_another_digest(tmp_path: Path, change: tuple[str, str]) -> None:
    first = rules_of(tmp_path, PARCEL)
    assert rules_of(tmp_path, PARCEL.replace(*change)).digest != first.digest
    assert sealed(replace(first, principal="swift")).digest != first.digest
    assert sealed(first) == first
