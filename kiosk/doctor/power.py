"""What carries the cabinet, as plain values, and what of that somebody should see to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hardware.outcomes.power import PowerSource, PowerState
from kiosk.custody.ledger import Ledger
from kiosk.custody.power.supplies import Supply
from kiosk.doctor.finding import Finding, Harm
from kiosk.site.whole import Site


def supplies(
    site: Site, ledger: Ledger, told: Mapping[str, PowerState] | None
) -> Iterator[tuple[str, dict[str, Any]]]:
    """By name: what the book has, and of a kiosk that runs (`told`) the last word of each."""
    for each in site.power.supplies if site.power is not None else ():
        held = ledger.supplies.get(each.name, Supply())
        now = (told or {}).get(each.name)
        yield (
            each.name,
            {
                "kind": str(each.kind),
                "grid": each.grid,
                "source": str(held.source),
                "since": held.since.isoformat() if held.since else None,
                "paused": held.paused,
                "low": held.low,
                "charge": now.charge if now else held.charge,
                "runtime_s": now.runtime_s if now else None,
                "detail": now.detail if now else "",
            },
        )


def findings(site: Site, ledger: Ledger) -> Iterator[Finding]:
    for each in site.power.supplies if site.power is not None else ():
        held = ledger.supplies.get(each.name, Supply())
        charge = "" if held.charge is None else f" ({held.charge} %)"
        thing = f"supply {each.name}"
        if held.low:
            yield Finding(
                f"low:{each.name}",
                Harm.PEOPLE,
                thing,
                f'Battery of "{each.name}" is low{charge}',
                "Nobody is served until it is charged.",
                "Bring the power back.",
            )
        elif held.paused:
            yield Finding(
                f"paused:{each.name}",
                Harm.SERVICE,
                thing,
                f'Battery of "{each.name}" has to last{charge}',
                "Nothing is taken in.",
                "Bring the power back.",
            )
        if each.grid and held.source is PowerSource.BATTERY and held.since is not None:
            yield Finding(
                f"battery:{each.name}",
                Harm.SOON,
                thing,
                f'The cabinet runs on the battery of "{each.name}"{charge}',
                "",
                "Bring the power back.",
                held.since,
            )


def told(found: Mapping[str, Any]) -> Iterator[str]:
    """A line for each supply, for people."""
    for name, supply in found["supplies"].items():
        charge = "charge unknown" if supply["charge"] is None else f"{supply['charge']} %"
        lasts = f", lasts {supply['runtime_s'] // 60} min" if supply["runtime_s"] is not None else ""
        since = f" since {supply['since'][:16]}" if supply["since"] else ""
        detail = f" ({supply['detail']})" if supply["detail"] else ""
        yield f"supply {name}: {supply['source']}{since}, {charge}{lasts}{detail}"
