"""Reading a site file."""

from __future__ import annotations

import hashlib
import json
import re
import tomllib
from pathlib import Path
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from kiosk.site.building import (
    build_bus,
    build_cabinet,
    build_faces,
    build_scanner,
    build_service,
    build_staff,
    build_timers,
)
from kiosk.site.building_senses import build_printer, build_sensors, temperature_of
from kiosk.site.checks import check
from kiosk.site.limits import build_limits
from kiosk.site.power import build_night, build_power
from kiosk.site.problems import Problem, SiteRefused, found, from_validation, nearest, quoted
from kiosk.site.proving import build_proof
from kiosk.site.tables import ServiceTable, SiteTable
from kiosk.site.values import CameraSite, ScannerSite, ScreenSite, Site

SERVICES = Path(__file__).resolve().parents[2] / "assets" / "services"

_SITE = TypeAdapter(SiteTable)
_SERVICE = TypeAdapter(ServiceTable)
_Table = TypeVar("_Table")


def load_site(path: Path | str) -> Site:
    """The site that the TOML file says; `SiteRefused` names everything that is wrong with it."""
    path = Path(path)
    content = _read(path)
    if "services" in content:
        content["services"] = _with_files(path, content["services"])
    table = _validate(_SITE, SiteTable, content, path)
    if problems := check(table):
        raise SiteRefused(path, problems)
    return _build(path, table)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except OSError as refusal:
        raise SiteRefused(
            path, [Problem("", f"it can't be read ({refusal.strerror}); wanted a file in TOML")]
        ) from None
    except UnicodeDecodeError as refusal:
        told = f"found a byte at position {refusal.start} that is not UTF-8; wanted a text in UTF-8"
        raise SiteRefused(path, [Problem("", told)]) from None
    except RecursionError:
        raise SiteRefused(path, [Problem("", "it is nested too deeply; wanted a site's tables")]) from None
    except tomllib.TOMLDecodeError as refusal:
        what, _, place = str(refusal).partition(" (at ")
        where = place.rstrip(")") if place.startswith("line") else "at the end" if place else ""
        told = f"found what is not TOML ({what[:1].lower()}{what[1:]}); wanted lines such as key = value"
        raise SiteRefused(path, [Problem(where, told)]) from None


def _with_files(path: Path, services: object) -> object:
    """Names of service files replaced by what the files say; anything else is left for the validation."""
    if not isinstance(services, list):
        return services
    return [_service_file(path, each) if isinstance(each, str) else each for each in services]


def _service_file(path: Path, name: str) -> dict[str, Any]:
    file = SERVICES / f"{name}.toml"
    if not re.fullmatch(r"[a-z0-9-]{1,60}", name) or not file.is_file():
        known = sorted(each.stem for each in SERVICES.glob("*.toml"))
        wanted = f"a table, or one of the service files {quoted(known)}{nearest(name, known)}"
        raise SiteRefused(path, [Problem("services", found(name, wanted))])
    content = _read(file)
    _validate(_SERVICE, ServiceTable, content, file)
    return content


def _validate(adapter: TypeAdapter[_Table], shape: type, content: dict[str, Any], path: Path) -> _Table:
    # By way of JSON: strict there means no guessing among types, yet lists and tables are taken as they are.
    text = json.dumps(content, default=str)
    try:
        return adapter.validate_json(text)
    except ValidationError as refusal:
        raise SiteRefused(path, from_validation(refusal, content, shape)) from None


def _build(path: Path, table: SiteTable) -> Site:
    least = build_proof(table.proof)
    return Site(
        path=path,
        id=table.id,
        operator=table.operator,
        principal=table.principal,
        phone=table.phone,
        time_zone=table.time_zone,
        languages=table.languages,
        cabinet=build_cabinet(table.cabinet, table.sizes, table.buses, temperature_of(table.sensors)),
        buses=tuple(build_bus(bus) for bus in table.buses),
        scanner=build_scanner(table.scanner) if table.scanner else None,
        camera=CameraSite(table.camera.source) if table.camera else None,
        printer=build_printer(table.printer),
        sensors=build_sensors(table),
        faces=build_faces(table.faces) if table.faces else None,
        screen=ScreenSite(table.screen.fullscreen, table.screen.size),
        services={each.name: build_service(each, table.defaults, least) for each in table.services},
        timers=build_timers(table.timers),
        staff=build_staff(table.staff),
        reserve=dict(table.reserve),
        digest=_digest(table),
        proof=least,
        delegation_hours=table.delegation.hours if table.delegation else None,
        badges=ScannerSite(table.badges.port, table.badges.baud) if table.badges else None,
        power=build_power(table.power) if table.power else None,
        night=build_night(table.night) if table.night else None,
        limits=build_limits(table.attempts),
    )


def _digest(table: SiteTable) -> str:
    canonical = json.dumps(_SITE.dump_python(table, mode="json"), sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()
