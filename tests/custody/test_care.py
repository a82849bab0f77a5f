"""Where something may be: among its service's own doors, and never food where a specimen was."""

from __future__ import annotations

from dataclasses import replace

from kiosk.custody.cabinet.allocation import among, free_of, is_free
from kiosk.custody.cabinet.care import care_after
from kiosk.custody.event import Event
from kiosk.custody.ids import TaskId
from kiosk.custody.services.events import RulesTaken
from kiosk.custody.services.rules import PlaceRule, ThingRule
from kiosk.custody.spaces.closing import ended
from kiosk.custody.spaces.events import TenancyUsed
from kiosk.custody.things.events import CareDone, CareNeeded, Collected, Deposited, Inspected
from kiosk.custody.things.services import Service
from kiosk.custody.words import TaskKind, TenancyEnd
from kiosk.custody.work.events import TaskMade
from kiosk.custody.work.looking import after_looking
from tests.custody.book import P1, P2, after, announced, cabinet, compartment, lying
from tests.custody.services.shop import BRING, FETCH, service
from tests.custody.spaces.lockers import STORAGE, T, begun

HOMES = cabinet(compartment("1", "S", 90), compartment("2", "S", 50), compartment("3", "M", 10))
WIPED = PlaceRule(kind="specimen", after=("wipe",))
SPECIMEN = replace(service(BRING, FETCH, name="specimen"), things=(ThingRule("thing", WIPED),))
FOOD = PlaceRule(kind="food", refuses=("specimen",))
WIPE = CareNeeded("1", "wipe")


def specimen(*more: Event) -> tuple[Event, ...]:
    coming = replace(announced(P1), rules=SPECIMEN.digest, kind="thing", goods="specimen", case=P1)
    return (RulesTaken(SPECIMEN), coming, Deposited(P1, "1"), *more)


def labels(book_of: Service, place: PlaceRule | None = None, *events: Event) -> set[str]:
    return set(among(after(*events), HOMES, book_of, place))


def test_a_service_has_its_own_doors_and_no_more_than_it_may() -> None:
    assert labels(Service("meal")) == {"1", "2", "3"}
    own = Service("parcel", places=("1", "3"), most=2)
    assert labels(own) == {"1", "3"}
    assert labels(own, None, *lying(P1, "1")) == {"1", "3"}
    two = (*lying(P1, "1"), *lying(P2, "3"))
    assert labels(own, None, *two) == set()
    assert among(after(*two), HOMES, own, None, leaving="3") == {"1", "3"}
    assert free_of(after(), HOMES, only={"3"}) == {"S": 0, "M": 1, "L": 0}


def test_rented_doors_count_as_well() -> None:
    own = Service("storage", most=1)
    assert labels(own, None, RulesTaken(STORAGE), begun("2")) == set()


def test_what_a_thing_wants_of_its_place_is_asked() -> None:
    assert labels(Service("loan"), PlaceRule(features=("power",))) == set()


def test_food_never_lies_where_a_specimen_lay_until_it_is_cleaned() -> None:
    meal = Service("meal")
    emptied = specimen(Collected(P1, "1"))
    assert labels(meal, FOOD, *emptied) == {"2", "3"}
    assert labels(meal, PlaceRule(), *emptied) == {"1", "2", "3"}
    assert labels(meal, FOOD, *emptied, CareDone("1")) == {"1", "2", "3"}
    assert after(*emptied, CareDone("1")).holdings == {}


def test_whatever_takes_out_the_last_thing_has_the_door_cleaned_before_the_next() -> None:
    book = after(*specimen())
    clean = TaskMade(TaskId("p1.clean"), TaskKind.CLEAN, "1", "technician", "wipe")
    assert tuple(care_after(book, "1", (P1,))) == (WIPE, clean)
    assert WIPE in tuple(after_looking(book, "1", empty=True))
    assert WIPE not in tuple(after_looking(book, "1", empty=False))
    emptied = after(Collected(P1, "1"), WIPE, clean, onto=book)
    assert not is_free(emptied, compartment("1", "S", 90))
    assert is_free(after(CareDone("1"), onto=emptied), compartment("1", "S", 90))
    still = after(*lying(P2, "1"), onto=book)
    assert tuple(care_after(still, "1", (P1,))) == ()
    looked = after(Inspected("1", empty=True), onto=emptied)
    assert not is_free(looked, compartment("1", "S", 90))


def test_a_rented_space_is_cleaned_when_it_ends_and_was_used() -> None:
    rules = replace(STORAGE, things=(ThingRule("thing", PlaceRule(after=("dry",))),))
    unused = after(RulesTaken(rules), begun())
    used = after(TenancyUsed(T, "1"), onto=unused)
    for how in (TenancyEnd.GIVEN_BACK, TenancyEnd.CLEARED, TenancyEnd.ORDERED):
        assert CareNeeded("1", "dry") in ended(used, used.tenancies[T], how)
        assert CareNeeded("1", "dry") not in ended(unused, unused.tenancies[T], how)
    assert CareNeeded("1", "dry") not in ended(used, used.tenancies[T], TenancyEnd.MOVED)
