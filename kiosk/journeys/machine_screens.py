"""The screens of work that is at no door: a zone that is too warm, a sensor that is silent, an alarm."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from kiosk.custody.words import TaskKind
from kiosk.journeys.screen import Back, BackChoice, OkChoice, Screen


@dataclass(frozen=True, slots=True)
class MachineTask(Screen[OkChoice | BackChoice]):
    """What is the matter and what to do. `name`: a zone's or a contact's; `labels`: the zone's compartments.
    Of what comes and goes it is the thing, such as "line locks".

    `worst`: the farthest reading in tenths of a degree Celsius, of a zone that is too warm or too cold.
    `times`: how often something came and went within the last hour, 0 where it has become steady.
    `can_finish`: a person says when it is done; the others end by themselves.
    """

    kind: TaskKind
    name: str
    labels: tuple[str, ...] = ()
    worst: int = 0
    can_finish: bool = False
    times: int = 0
    back: ClassVar[Back] = Back.ANSWERS

    def answers(self) -> tuple[OkChoice | BackChoice, ...]:
        return (OkChoice.OK, BackChoice.BACK) if self.can_finish else (BackChoice.BACK,)
