"""Samples of the screens: tasks, audits, doors at work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.custody.words import TaskKind
from kiosk.journeys.doors.samples import HEAD, KNEE, SIXTY
from kiosk.journeys.screen import Screen
from kiosk.journeys.work.screens import (
    AuditAsk,
    AuditNext,
    ChooseFault,
    DoorAct,
    DoorCard,
    DoorList,
    DoorWord,
    IsItEmpty,
    IsItInOrder,
    StaffTasks,
    TaskDoor,
    TaskLine,
    WorkMessage,
    Workshop,
    WorkshopChoice,
    WorkWord,
)

_STANDING: Final = {3: DoorWord.OUT, 10: DoorWord.IN_DOUBT, 17: DoorWord.DOWN, 21: DoorWord.FREE}

SAMPLES: Final[Mapping[str, Screen[Any]]] = {
    "tasks": StaffTasks(
        (
            TaskLine("t1", "12", TaskKind.TAKE_AWAY),
            TaskLine("t2", "3", TaskKind.INSPECT),
            TaskLine("t3", "21", TaskKind.REPAIR),
            TaskLine("t4", "", TaskKind.ATTEMPTS, "type/visitor"),
        )
    ),
    "tasks-none": StaffTasks(()),
    "tasks-withdrawn": StaffTasks((TaskLine("t1", "7", TaskKind.TAKE_AWAY, "withdrawn"),)),
    "tasks-along": StaffTasks(
        (
            TaskLine("t1", "7", TaskKind.TAKE_AWAY, "overdue"),
            TaskLine("t2", "9", TaskKind.TAKE_AWAY, "along"),
        )
    ),
    "tasks-spaces": StaffTasks(
        (
            TaskLine("t1", "7", TaskKind.CLEAR, "overdue"),
            TaskLine("t2", "9", TaskKind.OVERSTAYED, "overdue"),
            TaskLine("t3", "12", TaskKind.CLEAN, "wipe"),
            TaskLine("t4", "3", TaskKind.CHECK),
        )
    ),
    "tasks-machine": StaffTasks(
        (
            TaskLine("t1", "9", TaskKind.TAKE_AWAY, "excursion"),
            TaskLine("t2", "", TaskKind.CLIMATE, "fridge"),
            TaskLine("t3", "", TaskKind.WATCH, "freezer"),
            TaskLine("t4", "", TaskKind.ALARM, "tamper"),
        )
    ),
    "tasks-flapping": StaffTasks(
        tuple(
            TaskLine(f"t{n}", "", TaskKind.FLAPPING, thing)
            for n, thing in enumerate(("line locks", "board A", "door 5", "zone fridge", "supply solar"))
        )
    ),
    **{f"task-{kind}": TaskDoor("21", HEAD, kind) for kind in TaskKind},
    "task-reminded": TaskDoor("21", HEAD, TaskKind.INSPECT, reminded=True),
    "is-it-empty": IsItEmpty("21", HEAD),
    "is-it-in-order": IsItInOrder("21", HEAD),
    "workshop": Workshop(tuple(WorkshopChoice), tasks=3, slow=1, boards=2, unsaved=90),
    "workshop-unfinished": Workshop(tuple(WorkshopChoice), unfinished=True),
    "workshop-subcontractor": Workshop((WorkshopChoice.DOORS, WorkshopChoice.DONE)),
    **{
        f"work-{word}": WorkMessage(word, "12", 3, 24, "site-1.toml")
        for word in WorkWord
        if word is not WorkWord.ATTEMPTS
    },
    **{
        f"work-attempts-{way}": WorkMessage(WorkWord.ATTEMPTS, f"{way}/visitor")
        for way in ("type", "scan", "look", "badge")
    },
    "work-attempts-command": WorkMessage(WorkWord.ATTEMPTS, "command/staff"),
    "doors": DoorList(
        tuple(str(n) for n in range(1, 25)),
        ("3", "10", "17", "21"),
        tuple(_STANDING.get(n, DoorWord.IN_USE if n % 3 == 0 else DoorWord.FREE) for n in range(1, 25)),
        ("21",),
    ),
    "doors-sixty": DoorList(SIXTY),
    "door": DoorCard("12", KNEE, DoorWord.FREE, tuple(DoorAct), 1204, 2, 180, 190),
    "door-slow": DoorCard("12", KNEE, DoorWord.OUT, (DoorAct.TEST,), 1204, 2, 180, 1650, slow=True),
    **{f"door-{word}": DoorCard("12", KNEE, word, tuple(DoorAct)) for word in DoorWord},
    "choose-fault": ChooseFault("12", KNEE),
    "audit": AuditNext("12", KNEE, 12, 24),
    "audit-differences": AuditNext("12", KNEE, 12, 24, differences=2),
    "audit-empty": AuditAsk("12", KNEE, 0),
    "audit-booked": AuditAsk("12", KNEE, 2),
    "audit-refused": AuditAsk("12", KNEE, 1, refused=True),
}
