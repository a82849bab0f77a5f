"""Every look at a service's rules, in the order of the file's subjects."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final

from kiosk.custody.services.rules import ServiceRules
from kiosk.services.soundness.charges import charge_problems
from kiosk.services.soundness.clocks import clock_problems
from kiosk.services.soundness.courses import course_problems
from kiosk.services.soundness.decisions import decision_problems
from kiosk.services.soundness.gates import gate_problems
from kiosk.services.soundness.people import people_problems
from kiosk.services.soundness.places import place_problems
from kiosk.services.soundness.tenancies import tenancy_problems
from kiosk.services.soundness.texts import text_problems
from kiosk.site.problems import SiteProblem

_LOOKS: Final[tuple[Callable[[ServiceRules], Iterable[SiteProblem]], ...]] = (
    course_problems,
    tenancy_problems,
    decision_problems,
    people_problems,
    gate_problems,
    charge_problems,
    clock_problems,
    place_problems,
    text_problems,
)


def faults(rules: ServiceRules) -> Iterator[SiteProblem]:
    """All that is wrong with rules whose every key is right by itself, wherever they are lived by."""
    for look in _LOOKS:
        yield from look(rules)
