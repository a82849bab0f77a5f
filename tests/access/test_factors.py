"""Which proofs open what: the table of combinations, asked of the door rule itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kiosk.custody.doors.claims import Refusal, lacks_proof, may_open
from kiosk.custody.doors.events import VisitBegan
from kiosk.custody.event import Event
from kiosk.custody.ids import PartyId
from kiosk.custody.proofs.events import CredentialTried
from kiosk.custody.proofs.factors import EVERY, FACTORS, Factor, Need, Proof, Rule, missing
from kiosk.custody.things.services import Service
from kiosk.custody.words import Act, Audience, Kind, Way
from tests.custody.book import (
    ANNA,
    BEN,
    COURIER,
    P1,
    P2,
    STAFF,
    VISIT,
    G,
    after,
    announced,
    facts,
    granted,
    lying,
)

PIN, TOKEN, OFFLINE, BADGE, FACE = Kind.PIN, Kind.TOKEN, Kind.OFFLINE, Kind.BADGE, Kind.FACE
CODE = Kind.DELEGATION

ANY = Rule()
NO_FACE = Rule(EVERY - {FACE})
TOKEN_ONLY = Rule(frozenset({TOKEN, OFFLINE}))
TWO = Rule(factors=2)
TWO_WITHOUT_FACE = Rule(EVERY - {FACE}, factors=2)
THREE = Rule(factors=3)

OPENS: list[tuple[Rule, set[Kind], bool]] = [
    (ANY, {PIN}, True),
    (ANY, {TOKEN}, True),
    (ANY, {OFFLINE}, True),
    (ANY, {BADGE}, True),
    (ANY, {FACE}, True),
    (ANY, {CODE}, True),
    (ANY, set(), False),
    (NO_FACE, {PIN}, True),
    (NO_FACE, {FACE}, False),
    (NO_FACE, {FACE, TOKEN}, True),
    (TOKEN_ONLY, {TOKEN}, True),
    (TOKEN_ONLY, {OFFLINE}, True),
    (TOKEN_ONLY, {PIN}, False),
    (TOKEN_ONLY, {PIN, BADGE, FACE, CODE}, False),
    (TWO, {PIN}, False),
    (TWO, {PIN, TOKEN}, True),
    (TWO, {PIN, BADGE}, True),
    (TWO, {PIN, FACE}, True),
    (TWO, {TOKEN, FACE}, True),
    # Two things that one has are one factor, and so are two that one knows.
    (TWO, {TOKEN, BADGE}, False),
    (TWO, {TOKEN, OFFLINE, BADGE}, False),
    (TWO, {PIN, CODE}, False),
    (TWO_WITHOUT_FACE, {PIN, FACE}, False),
    (TWO_WITHOUT_FACE, {PIN, BADGE, FACE}, True),
    (THREE, {PIN, TOKEN}, False),
    (THREE, {PIN, TOKEN, BADGE}, False),
    (THREE, {PIN, TOKEN, FACE}, True),
]
_WAYS = {PIN: Way.TYPE, CODE: Way.TYPE, TOKEN: Way.SCAN, OFFLINE: Way.SCAN, BADGE: Way.BADGE, FACE: Way.LOOK}


def shown(*kinds: Kind, who: PartyId = ANNA, audience: Audience = Audience.VISITOR) -> tuple[Event, ...]:
    return tuple(CredentialTried(_WAYS[kind], audience, who, kinds=(kind,)) for kind in kinds)


def refusal(rule: Rule, *happened: Event) -> Refusal | None:
    """Of the door rule, where P1 is in compartment 1 for Anna under a service with this rule."""
    began = (VisitBegan("collect", "pier"), *happened, granted(ANNA, Act.COLLECT, P1, "1"))
    book = after(*began, visit=VISIT, onto=after(*STAFF, *lying(P1, "1")))
    guarded = {"parcel": Service("parcel", proof=Proof(collect=rule))}
    return may_open(replace(facts(book), services=guarded), VISIT, G, "1")


@pytest.mark.parametrize(("rule", "kinds", "opens"), OPENS)
def test_which_combinations_open_what(rule: Rule, kinds: set[Kind], opens: bool) -> None:
    assert (missing(rule, kinds) is None) is opens
    if kinds:
        assert refusal(rule, *shown(*sorted(kinds))) is (None if opens else Refusal.MORE_PROOF)


def test_nobody_who_showed_nothing_is_proven() -> None:
    assert refusal(ANY) is Refusal.NOT_PROVEN


def test_what_another_party_showed_does_not_count() -> None:
    assert refusal(TWO, *shown(PIN), *shown(TOKEN, who=BEN)) is Refusal.MORE_PROOF


def test_a_miss_proves_nothing() -> None:
    miss = CredentialTried(Way.SCAN, Audience.VISITOR, kinds=(TOKEN,))
    assert refusal(TWO, *shown(PIN), miss) is Refusal.MORE_PROOF


def test_two_people_are_the_party_and_a_member_of_staff() -> None:
    two_people = Rule(people=2)
    assert refusal(two_people, *shown(PIN)) is Refusal.MORE_PROOF
    assert refusal(two_people, *shown(PIN), *shown(PIN, who=BEN)) is Refusal.MORE_PROOF
    assert refusal(two_people, *shown(PIN), *shown(PIN, who=COURIER, audience=Audience.STAFF)) is None


def test_what_is_asked_next_is_of_a_factor_that_is_missing() -> None:
    need = missing(TWO, {TOKEN})
    assert need is not None
    assert {FACTORS[kind] for kind in need.kinds} == {Factor.KNOWS, Factor.IS}
    assert missing(TWO_WITHOUT_FACE, {TOKEN}) == Need((PIN, CODE))
    assert missing(TOKEN_ONLY, {PIN}) == Need((TOKEN, OFFLINE))


def test_the_second_person_is_asked_for_last() -> None:
    both = Rule(factors=2, people=2)
    first, then = missing(both, {PIN}), missing(both, {PIN, FACE})
    assert first is not None
    assert first.kinds
    assert then == Need(())
    assert missing(both, {PIN, FACE}, people=2) is None


def test_a_service_can_only_ask_more_than_the_site() -> None:
    laxer = TWO_WITHOUT_FACE.also(ANY)
    assert laxer == TWO_WITHOUT_FACE
    stricter = ANY.also(Rule(frozenset({PIN}), people=2))
    assert stricter == Rule(frozenset({PIN}), factors=1, people=2)


def test_a_rule_that_nobody_can_meet_opens_nothing_and_says_so() -> None:
    impossible = Rule(frozenset({TOKEN, BADGE}), factors=2)
    assert not impossible.can_be_met()
    assert missing(impossible, set(Kind)) is not None
    assert refusal(impossible, *shown(TOKEN, BADGE)) is Refusal.MORE_PROOF


def test_where_the_service_is_gone_the_site_s_least_holds() -> None:
    began = (VisitBegan("collect", "pier"), *shown(PIN), granted(ANNA, Act.COLLECT, P1, "1"))
    book = after(*began, visit=VISIT, onto=after(*STAFF, *lying(P1, "1")))
    gone = replace(facts(book), services={}, least=Proof(collect=TWO))
    assert may_open(gone, VISIT, G, "1") is Refusal.MORE_PROOF


def test_of_several_things_the_strictest_rule_is_asked() -> None:
    book = after(*STAFF, *lying(P1, "1"), announced(P2))
    strict = replace(book.consignments[P2], service="strict")
    began = after(VisitBegan("collect", "pier"), *shown(PIN), visit=VISIT, onto=book)
    services = {"parcel": Service("parcel"), "strict": Service("strict", proof=Proof(collect=TWO))}
    here = replace(facts(began), services=services)
    plain = book.consignments[P1]
    assert lacks_proof(here, began.visits[VISIT], ANNA, Act.COLLECT, (plain,)) is None
    assert lacks_proof(here, began.visits[VISIT], ANNA, Act.COLLECT, (plain, strict)) is not None


def test_a_courier_s_rule_is_its_own() -> None:
    ready = after(*STAFF, announced(P1))
    signed_in = shown(BADGE, who=COURIER, audience=Audience.STAFF)
    began = (VisitBegan("staff", "pier"), *signed_in, granted(COURIER, Act.DEPOSIT, P1, "1"))
    guarded = {"parcel": Service("parcel", proof=Proof(deposit=TWO))}
    book = after(*began, visit=VISIT, onto=ready)
    assert may_open(replace(facts(book), services=guarded), VISIT, G, "1") is Refusal.MORE_PROOF
    typed = after(*shown(PIN, who=COURIER, audience=Audience.STAFF), visit=VISIT, onto=book)
    assert may_open(replace(facts(typed), services=guarded), VISIT, G, "1") is None


@pytest.mark.parametrize(
    ("tried", "kinds"),
    [
        (CredentialTried(Way.TYPE, Audience.VISITOR, ANNA), {PIN}),
        (CredentialTried(Way.SCAN, Audience.VISITOR, ANNA), {TOKEN}),
        (CredentialTried(Way.COMMAND, Audience.STAFF, ANNA), set()),
        (CredentialTried(Way.TYPE, Audience.STAFF, ANNA, 7), {PIN, Kind.TOTP}),
        (CredentialTried(Way.TYPE, Audience.STAFF, ANNA, 7, (BADGE, Kind.TOTP)), {BADGE, Kind.TOTP}),
    ],
)
def test_journals_without_kinds_tell_them_by_the_way(tried: CredentialTried, kinds: set[Kind]) -> None:
    book = after(VisitBegan("collect", "pier"), tried, visit=VISIT)
    assert book.visits[VISIT].proofs == {ANNA: kinds}
