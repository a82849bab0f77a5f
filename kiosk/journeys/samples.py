"""Samples of every screen in every state: what the gallery draws and the tests walk through."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from kiosk.custody.cabinet.cabinet import Height, Place, Side
from kiosk.custody.words import Audience, Kind, TaskKind
from kiosk.journeys import screens as s
from kiosk.journeys.board_samples import SAMPLES as BOARDS
from kiosk.journeys.check_samples import SAMPLES as CHECKS
from kiosk.journeys.face_samples import SAMPLES as FACES
from kiosk.journeys.work_samples import SAMPLES as WORK

_KNEE = Place(Side.LEFT, Height.KNEE)
_CHEST = Place(Side.RIGHT, Height.CHEST)
_HEAD = Place(Side.LEFT, Height.HEAD)

_SIZES = (
    s.SizeOffer("S", 40, 12, 50, free=9),
    s.SizeOffer("M", 40, 20, 50, free=4),
    s.SizeOffer("L", 40, 40, 50, free=1),
    s.SizeOffer("XL", 40, 60, 50, free=0),
)

_LABEL = "JJD014600006281450"
_SSCC = "340123450000000018"

SAMPLES: Final[Mapping[str, s.Screen[Any]]] = {
    "home": s.Home(),
    "home-door-left-open": s.Home(open_doors=("12",)),
    "home-two-doors-left-open": s.Home(open_doors=("3", "12")),
    "home-door-opened-by-operator": s.Home(open_doors=("3", "12"), by_operator=("12",)),
    **{f"door-left-open-{why}": s.DoorLeftOpen("12", _KNEE, why) for why in s.OpenWhy},
    "home-without-scanner": s.Home(can_scan=False),
    "home-no-deposits": s.Home(deposits=False),
    "home-no-deposits-doors-left-open": s.Home(open_doors=("3", "12"), deposits=False),
    **{f"out-of-service-{reason}": s.OutOfService(reason) for reason in s.OutReason},
    "pin": s.EnterPin(Audience.VISITOR, 8),
    "pin-camera": s.EnterPin(Audience.VISITOR, 8, camera=True),
    "pin-face": s.EnterPin(Audience.VISITOR, 8, camera=True, face=s.FaceGlance.OPEN),
    "pin-face-unknown": s.EnterPin(Audience.VISITOR, 8, camera=True, face=s.FaceGlance.UNKNOWN),
    "pin-six": s.EnterPin(Audience.VISITOR, 6),
    "pin-six-or-eight": s.EnterPin(Audience.VISITOR, 8, or_digits=6),
    "pin-clock": s.EnterPin(Audience.VISITOR, 8, s.PinProblem.CLOCK),
    "pin-not-found": s.EnterPin(Audience.VISITOR, 8, s.PinProblem.NOT_FOUND),
    "pin-wait": s.EnterPin(Audience.VISITOR, 8, s.PinProblem.WAIT, wait=45),
    "pin-without-scanner": s.EnterPin(Audience.VISITOR, 8, can_scan=False),
    "pin-badges": s.EnterPin(Audience.VISITOR, 8, badges=True),
    "pin-badges-without-scanner": s.EnterPin(Audience.VISITOR, 8, can_scan=False, badges=True),
    "pin-staff-badges": s.EnterPin(Audience.STAFF, 8, badges=True),
    "pin-staff": s.EnterPin(Audience.STAFF, 8, camera=True),
    "phone-end": s.EnterPhoneEnd(),
    "code": s.EnterCode(6),
    "code-lost-phone": s.EnterCode(16, lost_phone=True),
    "pick-up-or-give": s.PickUpOrGive(1),
    "pick-up-or-give-three": s.PickUpOrGive(3),
    "pick-up-or-take-back": s.PickUpOrGive(2, given=True),
    "delegate-code": s.DelegateCode("48302771", 2, 72),
    "delegate-code-six": s.DelegateCode("483027", 1, 24),
    "next-pin": s.NextPin(Audience.VISITOR, 8),
    "next-pin-six-or-eight": s.NextPin(Audience.VISITOR, 8, or_digits=6),
    "next-pin-or-face": s.NextPin(Audience.VISITOR, 6, (Kind.FACE,)),
    "next-pin-staff": s.NextPin(Audience.STAFF, 8, (Kind.TOKEN, Kind.BADGE)),
    "next-pin-not-found": s.NextPin(Audience.VISITOR, 8, (), s.ProofProblem.NOT_FOUND),
    "next-pin-wait": s.NextPin(Audience.VISITOR, 8, (), s.ProofProblem.WAIT, wait=45),
    "next-token": s.NextShow(Audience.VISITOR, (Kind.TOKEN, Kind.OFFLINE)),
    "next-badge": s.NextShow(Audience.STAFF, (Kind.BADGE,)),
    "next-face": s.NextShow(Audience.VISITOR, (Kind.FACE,)),
    "next-several": s.NextShow(Audience.VISITOR, (Kind.TOKEN, Kind.BADGE, Kind.FACE)),
    "next-token-clock": s.NextShow(Audience.VISITOR, (Kind.TOKEN,), s.ProofProblem.CLOCK),
    "next-token-not-found": s.NextShow(Audience.VISITOR, (Kind.TOKEN,), s.ProofProblem.NOT_FOUND),
    "next-token-wait": s.NextShow(Audience.VISITOR, (Kind.TOKEN,), s.ProofProblem.WAIT, wait=45),
    "next-person": s.NextPerson(),
    "scan-code": s.ScanCode(Audience.VISITOR),
    "scan-code-closer": s.ScanCode(Audience.VISITOR, hint="closer"),
    "scan-code-clock": s.ScanCode(Audience.VISITOR, s.PinProblem.CLOCK),
    "scan-code-not-found": s.ScanCode(Audience.VISITOR, s.PinProblem.NOT_FOUND),
    "scan-code-wait": s.ScanCode(Audience.STAFF, s.PinProblem.WAIT, wait=45),
    "opening": s.DoorOpening("12", _KNEE, s.Purpose.TAKE),
    "opening-put": s.DoorOpening("12", _KNEE, s.Purpose.PUT),
    "opening-look": s.DoorOpening("12", _KNEE, s.Purpose.LOOK),
    **{f"press-{purpose}": s.PressDoor("12", _KNEE, purpose) for purpose in s.Purpose},
    "can-you-close": s.CanYouClose("11", _HEAD),
    "help-at-door": s.HelpAtDoor("11", _HEAD),
    "take": s.TakeParcel("12", _KNEE),
    "take-second-of-three": s.TakeParcel("17", _CHEST, index=2, of=3),
    "take-reminded": s.TakeParcel("12", _KNEE, reminded=True),
    **{f"close-{why}": s.CloseDoor("12", _KNEE, why) for why in s.CloseWhy},
    "close-reminded": s.CloseDoor("12", _KNEE, s.CloseWhy.NOT_MINE, reminded=True),
    "did-you-take-it": s.DidYouTakeIt("12", _KNEE),
    "did-you-take-it-out": s.DidYouTakeIt("12", _KNEE, undo=True),
    "thank-you": s.ThankYou(1, reopen="12"),
    "thank-you-three": s.ThankYou(3),
    "thank-you-face": s.ThankYou(1, reopen="12", face=True),
    **{f"sorry-{kind}": s.Sorry(kind, "12") for kind in s.SorryKind},
    "sorry-not-sent-again": s.Sorry(s.SorryKind.NOT_SENT, "12", can_retry=True),
    "sorry-cannot-reach-low-door": s.Sorry(s.SorryKind.CANNOT_REACH, "11", can_ask_low=True),
    "sorry-jammed-courier": s.Sorry(s.SorryKind.JAMMED, "12", kept=False),
    "scan-parcel": s.ScanParcel(expected=14, camera=True),
    "scan-parcel-paused": s.ScanParcel(
        3, 11, s.ScanNotice.DELIVERED, "12", _LABEL, can_undo=True, tasks=2, camera=True, paused=True
    ),
    "scan-parcel-dim": s.ScanParcel(expected=14, camera=True, hint="dim-your-phone"),
    "scan-parcel-without-camera": s.ScanParcel(expected=14),
    "scan-parcel-delivered": s.ScanParcel(
        3, 11, s.ScanNotice.DELIVERED, "12", _LABEL, can_undo=True, tasks=2
    ),
    **{
        f"scan-parcel-{notice}": s.ScanParcel(3, 11, notice, "12", _LABEL, can_undo=True)
        for notice in s.ScanNotice
        if notice not in (s.ScanNotice.NONE, s.ScanNotice.DELIVERED)
    },
    "type-label": s.TypeLabel(),
    "which-parcel": s.WhichParcel("420787459400111899223856928499", ("9400111899223856928499", _LABEL)),
    "choose-size": s.ChooseSize(_LABEL, _SIZES),
    "nothing-free": s.NothingFree("L", _LABEL),
    "nothing-free-chilled": s.NothingFree("L", _LABEL, chilled=True),
    "nothing-free-chilled-at-all": s.NothingFree("", _LABEL, chilled=True),
    "put": s.PutParcel("12", _KNEE, _LABEL, "M"),
    "put-close-first": s.PutParcel("12", _KNEE, _LABEL, "M", hint=s.PutHint.CLOSE_FIRST),
    "put-reminded": s.PutParcel("12", _KNEE, _LABEL, "M", reminded=True),
    "summary": s.CourierSummary(14),
    "summary-missing": s.CourierSummary(12, (_LABEL, _SSCC)),
    "summary-none": s.CourierSummary(0),
    "summary-earlier": s.CourierSummary(0, earlier=3),
    **{f"summary-receipt-{word}": s.CourierSummary(14, receipt=word) for word in s.ReceiptWord},
    "summary-missing-receipt": s.CourierSummary(12, (_LABEL, _SSCC), s.ReceiptWord.NO_PAPER),
    "tasks": s.StaffTasks(
        (
            s.TaskLine("t1", "12", TaskKind.TAKE_AWAY),
            s.TaskLine("t2", "3", TaskKind.INSPECT),
            s.TaskLine("t3", "21", TaskKind.REPAIR),
            s.TaskLine("t4", "", TaskKind.ATTEMPTS, "type/visitor"),
        )
    ),
    "tasks-none": s.StaffTasks(()),
    "tasks-withdrawn": s.StaffTasks((s.TaskLine("t1", "7", TaskKind.TAKE_AWAY, "withdrawn"),)),
    "tasks-machine": s.StaffTasks(
        (
            s.TaskLine("t1", "9", TaskKind.TAKE_AWAY, "excursion"),
            s.TaskLine("t2", "", TaskKind.CLIMATE, "fridge"),
            s.TaskLine("t3", "", TaskKind.WATCH, "freezer"),
            s.TaskLine("t4", "", TaskKind.ALARM, "tamper"),
        )
    ),
    "machine-task-climate": s.MachineTask(TaskKind.CLIMATE, "fridge", ("9", "10", "11"), 125),
    "machine-task-watch": s.MachineTask(TaskKind.WATCH, "fridge"),
    "tasks-flapping": s.StaffTasks(
        tuple(
            s.TaskLine(f"t{n}", "", TaskKind.FLAPPING, thing)
            for n, thing in enumerate(("line locks", "board A", "door 5", "zone fridge", "supply solar"))
        )
    ),
    "machine-task-line-flapping": s.MachineTask(TaskKind.FLAPPING, "line locks", can_finish=True, times=1240),
    "machine-task-board-flapping": s.MachineTask(TaskKind.FLAPPING, "board A", can_finish=True, times=7),
    "machine-task-door-flapping": s.MachineTask(TaskKind.FLAPPING, "door 5", can_finish=True, times=4),
    "machine-task-zone-flapping": s.MachineTask(TaskKind.FLAPPING, "zone fridge", can_finish=True),
    "machine-task-alarm": s.MachineTask(TaskKind.ALARM, "tamper", can_finish=True),
    **{f"task-{kind}": s.TaskDoor("21", _HEAD, kind) for kind in TaskKind},
    "task-reminded": s.TaskDoor("21", _HEAD, TaskKind.INSPECT, reminded=True),
    "is-it-empty": s.IsItEmpty("21", _HEAD),
    **WORK,
    **FACES,
    **BOARDS,
    **CHECKS,
    "help": s.Help("DEMO-1", 1204, "harbour", "+44 20 7946 0000"),
    "help-before-a-visit": s.Help("DEMO-1", 0, "", "+44 20 7946 0000"),
    "languages": s.Languages(("en", "de", "pl", "ar"), "en"),
    "appearance": s.Appearance(),
    "appearance-on": s.Appearance(contrast=True, large_text=True, reach=True),
    "still-there": s.StillThere(18),
}
