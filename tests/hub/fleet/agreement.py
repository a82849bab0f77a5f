"""Both sides agree: what a hub holds of a kiosk against that kiosk's own journal and ledger."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kiosk.custody.words import Stage
from kiosk.fleet.mind import SimulatedKiosk
from tests.hub.world import World


def rows_of(kiosk: SimulatedKiosk) -> list[bytes]:
    """Every row of its journal, as it is hashed."""
    found: list[bytes] = []
    while (part := kiosk.book.journal.slice(len(found), 1000, 1 << 22)) is not None:
        found += part.rows
    return found


def differences(world: World, kiosks: Sequence[SimulatedKiosk]) -> list[str]:
    """A sentence for each thing on which the two sides differ; the models are folded before."""
    world.fold()
    return [said for kiosk in kiosks for said in (*_rows(world, kiosk), *_present(world, kiosk))]


def _rows(world: World, kiosk: SimulatedKiosk) -> Iterator[str]:
    """Each row once, in order, byte by byte."""
    query = "SELECT row FROM rows WHERE kiosk = %s ORDER BY epoch, seq"
    there, here = [bytes(row["row"]) for row in world.rows(query, kiosk.id)], rows_of(kiosk)
    if there != here:
        first = next((n for n, pair in enumerate(zip(there, here, strict=False), 1) if pair[0] != pair[1]), 0)
        yield f"{kiosk.id}: the hub has {len(there)} rows and the kiosk {len(here)}; first other: {first}"


def _present(world: World, kiosk: SimulatedKiosk) -> Iterator[str]:
    """What the operator's pages show is what the kiosk knows."""
    ledger = kiosk.book.ledger
    inside = {thing for thing, one in ledger.consignments.items() if one.stage is not Stage.ANNOUNCED}
    coming = {thing for thing, one in ledger.consignments.items() if one.stage is Stage.ANNOUNCED}
    doing = {task for task, one in ledger.tasks.items()}
    down = {door.partition("/")[0] for door in ledger.doors_down}
    things = "SELECT consignment AS id FROM things WHERE kiosk = %s AND state = "
    for what, query, known in (
        ("parcels inside", f"{things}'stored'", inside),
        ("parcels to come", f"{things}'announced'", coming),
        ("tasks", "SELECT task AS id FROM tasks WHERE kiosk = %s AND done IS NULL", doing),
        ("doors down", "SELECT label AS id FROM fronts WHERE kiosk = %s AND down <> ''", down),
        (
            "zones outside their limits",
            "SELECT zone AS id FROM zones WHERE kiosk = %s AND outside_since IS NOT NULL",
            set(ledger.excursions),
        ),
        ("visits", "SELECT visit AS id FROM visits WHERE kiosk = %s AND ended IS NULL", set(ledger.visits)),
    ):
        shown = {row["id"] for row in world.rows(query, kiosk.id)}
        if shown != {str(one) for one in known}:
            more, less = sorted(shown - set(known)), sorted(map(str, set(known) - shown))
            yield f"{kiosk.id}: {what}: only at the hub {more}, only at the kiosk {less}"
