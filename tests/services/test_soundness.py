"""A service whose every key is right and that nobody could live by is refused, a sentence a fault."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import pytest

from kiosk.services.soundness.clocks import clock_problems
from tests.services.written import HEAD, PARCEL, changed, refusal, rules_of

BRING: Final = ('by = "role:courier"', 'by = "role:courier"\n')
FETCH: Final = 'by = "person:recipient"\n'
CLOCK: Final = 'clock.then = [{ after = "2 days", do = "recall", to = "role:courier" }]'

LOAN: Final = (
    HEAD
    + """
[[thing]]
name = "device"
again = "take"
[[step]]
name = "stock"
act = "deposit"
by = "role:keeper"
[[step]]
name = "take"
act = "collect"
by = "group:members"
clock = "none"
charges = [{ name = "security", kind = "security", amount = "50 EUR" }]
[[step]]
name = "back"
act = "deposit"
by = "holder"
clock.then = [{ after = "13 days", do = "remind" }, { after = "30 days", do = "keep" }]
"""
)
STORAGE: Final = (
    HEAD
    + """
[[step]]
name = "rent"
act = "begin"
by = "anyone"
start = "self"
[[step]]
name = "open"
act = "use"
by = "holder"
[[step]]
name = "leave"
act = "end"
by = "holder"
clock.then = [{ after = "3 days", do = "clear", to = "role:crew" }]
"""
)
OFFER: Final = (
    HEAD
    + """
[[step]]
name = "hand-in"
act = "deposit"
by = "person:seller"
start = "self"
[[step]]
name = "to-buyer"
act = "collect"
by = "role:courier"
clock.then = [{ after = "24 h", do = "alarm", to = "role:courier" }]
[[step]]
name = "offer"
act = "decide"
by = "person:seller"
choose = ["accept", "refuse"]
[[step]]
name = "back-in"
act = "deposit"
by = "role:courier"
only_if = "refuse"
[[step]]
name = "back-out"
act = "collect"
by = "person:seller"
only_if = "refuse"
clock.then = [{ after = "7 days", do = "recall", to = "role:courier" }]
"""
)
PAY: Final = (
    HEAD
    + '\n[[step]]\nname = "pay"\nact = "pay"\nby = "anyone"\ncharges = [{ name = "fee", amount = "order" }]\n'
)


@pytest.mark.parametrize("text", [PARCEL, LOAN, STORAGE, OFFER, PAY])
def test_the_services_of_this_test_are_sound(tmp_path: Path, text: str) -> None:
    assert rules_of(tmp_path, text).digest


Case = tuple[str, str, str, str]


def case(text: str, old: str, new: str, told: str) -> Case:
    return text, old, new, told


def added(text: str, step: str, keys: str, told: str) -> Case:
    """With more keys in this step."""
    head = f'name = "{step}"\n'
    return text, head, f"{head}{keys}\n", told


COURSE = [
    case(PARCEL, 'act = "deposit"', 'act = "collect"\nclock = "none"', "while no thing is in the machine; wanted a deposit before it"),
    case(PARCEL, 'act = "deposit"', 'act = "collect"\nclock = "none"', 'found "collect" after "bring", which is one too; wanted deposit and collect in turn'),
    case(PARCEL, 'act = "collect"', 'act = "deposit"', 'step["fetch"].act: found "deposit" after "bring", which is one too'),
    case(LOAN, 'again = "take"\n', "", 'step["back"]: found nothing after it: what is put in would stay for ever; wanted a collect after it, or `again`'),
    case(LOAN, 'again = "take"', 'again = "tke"', 'again: found "tke"; wanted a step that moves it: "stock", "take", "back" (did you mean "take"?)'),
    case(LOAN, 'again = "take"', 'again = "stock"', 'again: found "stock", which is a deposit as the last step "back" is; wanted deposit and collect in turn'),
    case(PARCEL, "[[step]]", '[[thing]]\nname = "box"\n[[thing]]\nname = "bag"\n[[step]]\nthing = "box"', 'step["fetch"].act: found "collect" while no bag is in the machine'),
    case(PARCEL, "[[step]]", '[[thing]]\nname = "box"\n[[step]]\nthing = "bok"', 'thing: found "bok"; wanted a thing of this service: "box" (did you mean "box"?)'),
    case(PARCEL, 'name = "fetch"', 'name = "bring"', 'found the name "bring" twice; wanted it once'),
    case(PARCEL, "[[step]]", '[[thing]]\nname = "box"\n[[thing]]\nname = "box"\n[[step]]', 'thing: found the name "box" twice; wanted it once'),
    added(PARCEL, "fetch", 'start = "self"', 'start: found "self" in the middle of things; wanted it on the first deposit of a thing, on a begin or on a pay'),
    case(OFFER, 'only_if = "refuse"\n[[step]]', "[[step]]", 'step["back-in"]: found nothing after it: what is put in would stay for ever'),
]  # fmt: skip
TENANCY = [
    case(STORAGE, 'act = "end"', 'act = "use"', 'step["rent"].act: found a begin and no end: the space would never be free again; wanted a step with act = "end"'),
    case(STORAGE, 'act = "use"', 'act = "begin"', 'step["open"].act: found a second "begin"; wanted one in a service'),
    case(STORAGE, 'act = "use"', 'act = "end"\nclock = "none"', 'step["leave"].act: found a second "end"; wanted one in a service'),
    case(STORAGE, 'act = "begin"', 'act = "use"', 'step["rent"].act: found "use" of a space that nobody has rented yet; wanted a begin before it'),
    added(STORAGE, "open", 'thing = "thing"', 'step["open"].thing: found "thing" in a step that rents a space; wanted no `thing`'),
    case(STORAGE, "[[step]]", '[[thing]]\nname = "a"\n[[thing]]\nname = "b"\n[[step]]', "thing: found 2 things beside a rented space; wanted one place for it"),
    case(STORAGE, "[[step]]", "place.shared = 2\n[[step]]", "place.shared: found 2 for a space that one person rents; wanted 1"),
]  # fmt: skip
DECISION = [
    case(OFFER, '["accept", "refuse"]', '["refuse"]', 'step["offer"].choose: found 1 of them; wanted at least two answers'),
    case(OFFER, '["accept", "refuse"]', '["accept", "refuse", "accept"]', 'choose: found "accept", which "offer" has already; wanted each answer once'),
    added(OFFER, "to-buyer", 'choose = ["a", "b"]', 'found answers to a "collect"; wanted them in a decide alone'),
    case(OFFER, 'only_if = "refuse"', 'only_if = "refused"', 'step["back-in"].only_if: found "refused"; wanted an answer of an earlier decide: "accept", "refuse" (did you mean "refuse"?)'),
    added(PARCEL, "fetch", 'only_if = "yes"', 'only_if: found "yes"; wanted a decide with `choose` before it'),
    added(OFFER, "back-out", 'charges = [{ name = "x", amount = "1 EUR", only_if = "no" }]', 'charges["x"].only_if: found "no"; wanted an answer of an earlier decide'),
    added(OFFER, "back-out", 'charges = [{ name = "x", amount = "1 EUR", only_if = "accept" }]', 'found "accept" in a step that is there only after "refuse"; wanted the same answer, or none'),
]  # fmt: skip
PEOPLE = [
    case(PARCEL, 'by = "role:courier"', "by = []", "by: found an empty list; wanted at least 1 of them"),
    case(PARCEL, FETCH, 'by = ["role:x", "role:x"]\n', 'by: found the selector "role:x" twice; wanted it once'),
    case(PARCEL, FETCH, 'by = "holder"\n', 'by: found "holder" of what is in the machine, which nobody has; wanted who takes it out'),
    case(STORAGE, 'by = "anyone"', 'by = "holder"', 'by: found "holder" of a space that nobody has rented yet; wanted who may rent it'),
    case(LOAN, 'by = "role:keeper"', 'by = "holder"', 'by: found "holder" of what nobody has taken out yet; wanted who brings it'),
    case(STORAGE, 'act = "use"\nby = "holder"', 'act = "use"\nby = "depositor"', 'found "depositor" of a rented space, into which nobody deposits; wanted "holder"'),
    case(PARCEL, 'by = "role:courier"', 'by = "depositor"', 'by: found "depositor" of what nobody has put in yet; wanted who brings it'),
    added(PARCEL, "fetch", "proof.factors = 0", 'proof.factors: found 0, and nobody could tell who person:recipient is; wanted at least 1, or by = "anyone"'),
    added(PARCEL, "bring", "proof.factors = 3", "proof: found 3 factors of kinds with which no member of staff can show so many; wanted fewer, or more kinds in `accepts`"),
    added(PARCEL, "fetch", 'proof = { factors = 2, accepts = ["pin", "delegation"] }', "proof: found 2 factors of kinds with which nobody can show so many"),
    added(PARCEL, "fetch", "proof.people = 2", "second: it is missing; wanted who the second person is"),
    added(PARCEL, "fetch", 'second = "role:x"', 'second: found "role:x" for a step of one person; wanted proof.people = 2 as well'),
    added(PARCEL, "fetch", 'proof.people = 2\nsecond = "anyone"', 'second: found "anyone"; wanted a role, a group or a person that can be told from the first'),
    case(LOAN, 'again = "take"', 'again = "take"\ncheck = "anyone"', 'thing["device"].check: found "anyone"; wanted a role or a group that looks at what came back'),
    case(PARCEL, "[[step]]", '[[thing]]\nname = "box"\ncheck = "role:x"\n[[step]]', "check: found a check of what never comes back; wanted a second deposit, or no check"),
    case(PARCEL, 'to = "role:courier"', 'to = "person:recipent"', 'clock.then[1].to: found "person:recipent"; wanted a person whom `by` of a step names: "recipient" (did you mean "recipient"?)'),
    case(STORAGE, 'to = "role:crew"', 'to = "person:friend"', 'found "person:friend"; wanted somebody whom `by` of a step names'),
]  # fmt: skip
GATES = [
    added(PARCEL, "fetch", 'gates = ["after"]', "gates[1].step: it is missing; wanted the step that is to be done before"),
    added(PARCEL, "fetch", 'gates = [{ gate = "after", step = "brng" }]', 'gates[1].step: found "brng"; wanted a step of this service: "bring" (did you mean "bring"?)'),
    added(PARCEL, "fetch", 'gates = [{ gate = "after", step = "fetch" }]', 'found "fetch", the step itself, which would never be done; wanted an earlier step'),
    added(PARCEL, "bring", 'gates = [{ gate = "after", step = "fetch" }]', 'found "fetch", which itself waits for "bring": neither would ever be done; wanted an earlier step'),
    added(OFFER, "back-out", 'gates = [{ gate = "after", step = "back-in" }, { gate = "after", step = "back-in" }]', 'gates: found the gate "after back-in" twice'),
    case(OFFER, 'only_if = "refuse"\nclock', "clock", 'step["back-out"].act: found "collect" after "to-buyer"'),
    added(OFFER, "offer", 'gates = [{ gate = "after", step = "back-in" }]', 'found "back-in", which is left out after some answers; wanted one that is there whenever this one is'),
    added(PARCEL, "fetch", 'gates = [{ gate = "after", step = "bring", same_visit = true }]', 'same_visit: found it for "bring", which is done by others than "fetch"; wanted steps that one visitor does'),
    added(PARCEL, "fetch", 'gates = [{ gate = "after", step = "bring", unknown = "open" }]', 'unknown: found "open" for what is always known here; wanted no `unknown`'),
    added(PARCEL, "fetch", 'gates = [{ gate = "hours", step = "bring" }]', 'gates[1].step: found it for the gate "hours"; wanted it for "after" alone'),
    added(PARCEL, "fetch", 'gates = [{ gate = "hours", fresh = "1 h" }]', 'fresh: found it for the gate "hours", which nobody tells; wanted it for age, approved, customs, released, signal alone'),
    added(OFFER, "hand-in", 'gates = ["approved"]', 'gates[1]: found "approved" before a visitor has begun: nobody could tell it open'),
    added(PARCEL, "bring", 'gates = ["complete"]', 'found "complete" before a deposit, which completes it; wanted it before a collect, pay or decide'),
    added(PARCEL, "fetch", 'gates = ["temperature"]', 'found "temperature" for what has no class of temperature; wanted `temperature` in its place'),
    added(PAY, "pay", 'gates = ["temperature"]', 'found "temperature" before a pay, for which no door opens; wanted it where one opens'),
]  # fmt: skip
FEE = 'charges = [{ name = "fee", '
CHARGES = [
    added(PARCEL, "fetch", f'{FEE} amount = "1 EUR" }}, {{ name = "fee", amount = "1 EUR" }}]', 'charges: found the name "fee" twice; wanted it once'),
    added(PARCEL, "fetch", f'undo = true\n{FEE} amount = "1 EUR", when = "after" }}]', "undo: found true beside a charge that is taken afterwards; wanted false, or nothing"),
    added(PARCEL, "fetch", f'{FEE} amount = "offer" }}]', 'amount: found "offer" while nobody has been offered anything; wanted a decide at this step or before'),
    added(OFFER, "hand-in", f'{FEE} amount = "order" }}]', 'amount: found "order" where a visitor begins without one, so nobody would say how much'),
    case(PAY, '"order"', '{ S = "1 EUR" }', "amount: found an amount for each size in a pay, for which no door opens; wanted one amount"),
    added(PARCEL, "fetch", f'{FEE} amount = "1 EUR", free = "1 day" }}]', "free: found it without `per`; wanted both, or neither"),
    added(PARCEL, "bring", f'{FEE} amount = "1 EUR", per = "1 day" }}]', "per: found it in a deposit before which no time is counted; wanted it where something has been kept, lent or rented"),
    added(LOAN, "back", f'{FEE} amount = "1 EUR", from = "securty", when = "after" }}]', 'from: found "securty"; wanted a security of an earlier step: "security" (did you mean "security"?)'),
    added(PARCEL, "fetch", f'{FEE} amount = "1 EUR", from = "x", when = "after" }}]', 'from: found "x"; wanted a security in an earlier step to take it from'),
    added(LOAN, "back", f'{FEE} amount = "1 EUR", from = "security" }}]', 'from: found it for a price that is due before the step; wanted it for a price with when = "after"'),
    added(PARCEL, "fetch", f'{FEE} amount = "1 EUR", kind = "security" }}]', "kind: found a security and no later step that brings the thing back: it would never be paid back"),
    added(PARCEL, "fetch", f'{FEE} amount = "1 EUR", of = "role:x" }}]', 'of: found "role:x", who does not do this step: nobody would pay; wanted one of person:recipient'),
    case(PAY, 'amount = "order"', 'amount = "order", down = "account"', 'down: found "account" for somebody whom nobody knows: it would never be paid'),
    added(LOAN, "back", f'{FEE} amount = "1 USD" }}]', "amount: found an amount in USD in a service whose first one is in EUR; wanted one currency"),
]  # fmt: skip
CLOCKS = [
    case(PARCEL, CLOCK, "", 'step["fetch"].clock: it is missing; wanted what is done when nobody comes, under `then`, or "none"'),
    case(PARCEL, CLOCK, 'clock.then = [{ after = "1 day", do = "remind" }]', 'clock.then: found nothing but reminders: this could go on for ever; wanted one of "alarm", "recall", or clock = "none"'),
    case(PARCEL, CLOCK, 'clock.starts = "notified"', "clock.then: found no deadline: this could go on for ever"),
    added(PARCEL, "bring", CLOCK, 'step["bring"].clock: found it for a "deposit" that nothing waits for; wanted it where a thing is in the machine or lent, or at the end'),
    case(PARCEL, CLOCK, f'{CLOCK}\nclock.starts = "released"', 'clock.starts: found "released" and no such gate, so the clock would never begin; wanted the gate "released" as well'),
    case(PARCEL, '"recall"', '"clear"', 'do: found "clear" in a collect; wanted one of "remind", "alarm", "recall"'),
    case(PARCEL, ', to = "role:courier"', "", 'clock.then[1].to: it is missing; wanted who is to come for "recall"'),
    case(PARCEL, 'to = "role:courier"', 'to = "anyone"', 'to: found "anyone"; wanted somebody who can be told to come'),
    case(LOAN, 'do = "keep"', 'do = "keep", to = "role:keeper"', 'to: found "role:keeper"; wanted no `to`, for nobody has to come for "keep"'),
    case(LOAN, 'kind = "security"', 'kind = "price"', 'do: found "keep", and no earlier step takes a security; wanted one, or "alarm"'),
    case(LOAN, 'do = "keep" }', 'do = "keep" }, { after = "40 days", do = "remind" }', 'do: found "keep" before 1 more, which it leaves nothing to do; wanted it last'),
    case(LOAN, '"13 days"', '"31 days"', "clock.then[2].after: found a time that is not after the one before it; wanted them in the order of time"),
    case(LOAN, '"13 days"', '"800 h"', "clock.then[2].after: found a time that is not after the one before it"),
    case(LOAN, '"13 days"', '"40 open-days"', "clock.then[2].after: found a time that is not after the one before it"),
]  # fmt: skip
PLACES = [
    case(PARCEL, "[[step]]", "place.shared = 4\n[[step]]", 'step["fetch"].by: found person:recipient, who would open a compartment with the things of 4 people; wanted anyone, a role or a group, or place.shared = 1'),
    added(PARCEL, "bring", 'reopen.within = "60 s"', "reopen: found it for a deposit; wanted it for a collect, whose door was shut too early"),
    added(PAY, "pay", 'face = "rear"', 'face: found "rear" for a pay, for which no door opens; wanted no `face`'),
    added(PARCEL, "bring", "quota = { most = 1, holding = true }", "quota.holding: found true for a deposit, after which nobody holds more; wanted `within`"),
    added(PARCEL, "fetch", 'quota = { most = 1, holding = true, within = "1 h" }', "quota.within: found it beside `holding`; wanted so many within a time, or so many at once"),
]  # fmt: skip
TEXTS = [
    added(PARCEL, "bring", 'evidence = ["text"]', 'evidence: found "text" while no text says what to ask; wanted `questions` under [texts.LANG]'),
    added(PARCEL, "bring", 'evidence = ["conditions?"]', 'evidence: found "conditions" while no text says what to ask; wanted `conditions` under [texts.LANG]'),
    added(PARCEL, "bring", 'evidence = ["scan", "scan?"]', 'evidence: found the evidence "scan" twice'),
    added(PAY, "pay", 'evidence = ["photo"]', 'evidence: found "photo" of nothing: a pay has no thing; wanted it where a door opens'),
    added(PARCEL, "fetch", 'evidence = ["seal"]', 'evidence: found "seal" on the way out and none on the way in to compare it with'),
    case(PARCEL, HEAD, HEAD + 'texts.en.questions = ["Why?"]\ntexts.de = { name = "Test", questions = ["Was?", "Wie?"] }\n', 'texts.en.questions: found 1 of them, and 2 in "de"; wanted as many'),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "old", "new", "told"),
    [*COURSE, *TENANCY, *DECISION, *PEOPLE, *GATES, *CHARGES, *CLOCKS, *PLACES, *TEXTS],
    ids=lambda value: value[-60:] if isinstance(value, str) else None,
)
def test_what_nobody_could_live_by_is_told(tmp_path: Path, text: str, old: str, new: str, told: str) -> None:
    sentences = refusal(tmp_path, changed(text, (old, new)))
    assert any(told in sentence for sentence in sentences), "\n".join(sentences)
    assert all(sentence.startswith("line ") for sentence in sentences)


def test_several_are_told_in_one_look(tmp_path: Path) -> None:
    text = changed(
        PARCEL,
        ('by = "role:courier"', 'by = "holder"'),
        ("2 days", "2 h"),
        (FETCH, FETCH + 'gates = ["complete", "temperature"]\nsecond = "role:x"\n'),
        (CLOCK.replace("2 days", "2 h"), ""),
    )
    assert [one.partition(": found")[0].partition(": it is")[0] for one in refusal(tmp_path, text)] == [
        'line 7: step["bring"].by',
        'line 9: step["fetch"].clock',
        'line 13: step["fetch"].gates[2]',
        'line 14: step["fetch"].second',
    ]


def test_times_of_other_units_are_refused_only_where_they_surely_come_too_early(tmp_path: Path) -> None:
    for first, second in (
        ("23 h", "1 day"),
        ("2 days", "2 open-days"),
        ("24 h", "2 days"),
        ("1 day", "26 h"),
    ):
        text = changed(LOAN, ('"13 days"', f'"{first}"'), ('"30 days"', f'"{second}"'))
        assert not list(clock_problems(rules_of(tmp_path, text)))
