"""One machine: its cabinet, what is the matter, what happened; and one consignment of it."""

from __future__ import annotations

from typing import Any, Final

from starlette.responses import Response
from starlette.routing import Route

from kiosk.custody.telling.sentences import TASKS
from kiosk.custody.telling.why import because
from kiosk.custody.words import TaskKind, Why
from kiosk.hub.line.asking import TurnedDown
from kiosk.hub.pages import drawing, timeline
from kiosk.hub.pages.desk import Asking, FrontDesk, see
from kiosk.hub.pages.fleet import fleet, hurts, totals
from kiosk.hub.pages.masking import masked_name, masked_phone
from kiosk.hub.pages.ordered import order_words

_MACHINE: Final = (
    "SELECT k.*, c.heard, c.fork, c.acked, c.epoch, m.version, m.started, m.stopped, m.visits, m.jams,"
    " s.content, s.cabinet, s.heard AS state_heard FROM kiosks k LEFT JOIN cursors c ON c.kiosk = k.id"
    " LEFT JOIN machines m ON m.kiosk = k.id LEFT JOIN states s ON s.kiosk = k.id WHERE k.id = %s"
)
_THINGS: Final = (
    "SELECT t.*, p.name AS person, p.phone FROM things t LEFT JOIN parcels p"
    " ON p.kiosk = t.kiosk AND p.order_id = t.order_id WHERE t.kiosk = %s"
)
STATES: Final = {
    "announced": "Announced",
    "stored": "In the machine",
    "collected": "Collected",
    "withdrawn": "Withdrawn",
    "gone": "No longer in the machine",
}
OUTCOMES: Final = {"": "No answer yet", "expired": "Expired: the machine did not take it in time"}


class MachinePages:
    """Pages about machines."""

    def __init__(self, desk: FrontDesk) -> None:
        self._desk = desk
        self._database = desk.database

    def routes(self) -> list[Route]:
        route = self._desk.route
        return [
            route("GET", "/", self._fleet),
            route("GET", "/kiosks/{kiosk}", self._machine),
            route("GET", "/kiosks/{kiosk}/things/{thing}", self._thing),
            route("POST", "/kiosks/{kiosk}/alarms/{alarm:int}", self._seen),
        ]

    async def _fleet(self, asking: Asking) -> Response:
        word = asking.said("word")
        rows = await fleet(self._database, asking.now, word)
        figures = await totals(self._database, asking.now)
        return self._desk.show(asking, "fleet", rows=rows, totals=figures, word=word)

    async def _machine(self, asking: Asking) -> Response:
        kiosk = asking.part("kiosk")
        machine = await self._known(kiosk)
        things = await self._database.rows(f"{_THINGS} AND t.state IN ('stored', 'announced')", [kiosk])
        fronts = await self._database.rows("SELECT * FROM fronts WHERE kiosk = %s", [kiosk])
        shown = compartments(machine, things, fronts)
        before = asking.said("before")
        lines, first = await timeline.of_machine(
            self._database, kiosk, int(before) if before.isdigit() else None
        )
        tasks = await self._database.rows(
            "SELECT * FROM tasks WHERE kiosk = %s AND done IS NULL ORDER BY made DESC LIMIT 30", [kiosk]
        )
        alarms = await self._database.rows(
            "SELECT * FROM alarms WHERE kiosk = %s AND seen IS NULL ORDER BY raised DESC LIMIT 30", [kiosk]
        )
        orders = await self._database.rows(
            "SELECT * FROM orders WHERE kiosk = %s ORDER BY seq DESC LIMIT 10", [kiosk]
        )
        zones = await self._database.rows("SELECT * FROM zones WHERE kiosk = %s ORDER BY zone", [kiosk])
        pictured = {label: drawing.PicturedFront(label, one["how"]) for label, one in shown.items()}
        return self._desk.show(
            asking,
            "machine",
            machine=machine,
            hurts=hurts(self._hurting(machine, things, shown, zones, tasks, alarms, asking), asking.now),
            picture=drawing.cabinet(machine["cabinet"], pictured, machine["name"] or kiosk),
            compartments=list(shown.values()),
            awaited=[one for one in things if one["state"] == "announced"],
            zones=self._zones(machine, zones),
            devices=(machine["content"] or {}).get("devices") or {},
            tasks=[{**task, "words": _task(task["kind"])} for task in tasks],
            alarms=alarms,
            orders=[{**order, "words": order_words(order)} for order in orders],
            outcomes=OUTCOMES,
            lines=lines,
            first=first,
        )

    async def _known(self, kiosk: str) -> dict[str, Any]:
        found = await self._database.rows(_MACHINE, [kiosk])
        if not found:
            raise TurnedDown(404, "There is no machine of this name.")
        return found[0]

    def _hurting(
        self,
        machine: dict[str, Any],
        things: list[dict[str, Any]],
        shown: dict[str, dict[str, Any]],
        zones: list[dict[str, Any]],
        tasks: list[dict[str, Any]],
        alarms: list[dict[str, Any]],
        asking: Asking,
    ) -> dict[str, Any]:
        """As the fleet's query has it."""
        dead = {label: one for label, one in shown.items() if one["how"] == "stop"}
        cold = [zone for zone in zones if zone["outside_since"]]
        since = [one["since"] for one in dead.values() if one["since"] and one["things"]]
        heard = machine["heard"]
        return {
            "fork": machine["fork"],
            "stuck": sum(1 for one in things if one["state"] == "stored" and one["compartment"] in dead),
            "stuck_since": min(since, default=None),
            "cold": len(cold),
            "cold_since": min((zone["outside_since"] for zone in cold), default=None),
            "people": sum(1 for task in tasks if task["kind"] == TaskKind.HELP),
            "heard": heard,
            "silent": heard is not None and (asking.now - heard).total_seconds() > 900,
            "alarms": len(alarms),
            "tasks": len(tasks),
        }

    def _zones(self, machine: dict[str, Any], zones: list[dict[str, Any]]) -> list[dict[str, Any]]:
        """What is known of each zone; `now` in degrees, None where nothing is read."""
        seen = (machine["content"] or {}).get("temperatures") or {}
        known = {zone["zone"]: zone for zone in zones}
        return [
            {
                "zone": name,
                "now": seen[name] / 10 if isinstance(seen.get(name), int) else None,
                "outside_since": known[name]["outside_since"] if name in known else None,
                "unwatched_since": known[name]["unwatched_since"] if name in known else None,
            }
            for name in sorted({*seen, *known})
        ]

    async def _thing(self, asking: Asking) -> Response:
        kiosk, thing = asking.part("kiosk"), asking.part("thing")
        machine = await self._known(kiosk)
        found = await self._database.rows(f"{_THINGS} AND t.consignment = %s", [kiosk, thing])
        if not found:
            raise TurnedDown(404, "There is no such parcel at this machine.")
        await self._desk.looked(asking, "one parcel", kiosk, thing)
        parcel = await self._database.rows(
            "SELECT * FROM parcels WHERE kiosk = %s AND order_id = %s", [kiosk, found[0]["order_id"]]
        )
        looks = await self._database.rows(
            "SELECT at, by, what FROM looks WHERE kiosk = %s AND about = %s ORDER BY at DESC LIMIT 20",
            [kiosk, thing],
        )
        return self._desk.show(
            asking,
            "thing",
            machine=machine,
            thing=found[0],
            state=STATES.get(found[0]["state"], found[0]["state"]),
            person=masked_name(parcel[0]["name"]) if parcel else "",
            phone=masked_phone(parcel[0]["phone"]) if parcel else "",
            tracking=parcel[0]["tracking"][-6:] if parcel else "",
            is_known=bool(parcel),
            looks=looks,
            lines=await timeline.of_thing(self._database, kiosk, thing),
        )

    async def _seen(self, asking: Asking) -> Response:
        async with self._database.transaction() as connection:
            await connection.execute(
                "UPDATE alarms SET seen = now(), seen_by = %s"
                " WHERE kiosk = %s AND id = %s AND kind <> 'fork'",
                [asking.session.name, asking.part("kiosk"), int(asking.part("alarm"))],
            )
        return see(f"/kiosks/{asking.part('kiosk')}")


def compartments(
    machine: dict[str, Any], things: list[dict[str, Any]], fronts: list[dict[str, Any]]
) -> dict[str, dict[str, Any]]:
    """Every compartment that the hub knows of, by its label, as the page shows it."""
    seen = {
        str(door).partition("/")[0]: word
        for door, word in ((machine["content"] or {}).get("doors") or {}).items()
    }
    known = {front["label"]: front for front in fronts}
    inside: dict[str, list[dict[str, Any]]] = {}
    for thing in things:
        if thing["state"] == "stored":
            inside.setdefault(thing["compartment"], []).append(thing)
    shown = {}
    for label in sorted({*seen, *known, *inside}, key=_as_people_count):
        front = known.get(label)
        how = drawing.how_it_is(front, full=label in inside, seen=str(seen.get(label, "")))
        shown[label] = {
            "label": label,
            "how": how,
            "words": drawing.word_of(how),
            "why": _why(front),
            "since": (front["down_since"] or front["since"] or front["open_since"]) if front else None,
            "things": inside.get(label, []),
        }
    return shown


def _why(front: dict[str, Any] | None) -> str:
    if front is None:
        return ""
    if front["down"]:
        return str(front["down"]).replace("_", " ")
    if front["why"] in set(Why):
        return because(Why(front["why"]))
    return str(front["why"]).replace("_", " ")


def _task(kind: str) -> str:
    words = TASKS[TaskKind(kind)] if kind in set(TaskKind) else kind.replace("_", " ")
    return f"{words[0].upper()}{words[1:]}" if words else kind


def _as_people_count(label: str) -> tuple[int, str]:
    return (int(label), "") if label.isdigit() and len(label) < 9 else (1 << 30, label)
