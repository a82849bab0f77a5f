"""`cubby doctor`: checks a kiosk that runs, or its data at rest, and tells what somebody has to see to."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta, tzinfo
from pathlib import Path
from typing import Any, Final
from zoneinfo import ZoneInfo

from kiosk.clock import SystemClock
from kiosk.control.client import NotRunning, ask
from kiosk.custody.doors.events import DoorsDown
from kiosk.custody.learning.events import ColumnsPlanned
from kiosk.custody.machine.events import MachineStarted, MachineStopped
from kiosk.custody.proofs.events import GuessingSuspected
from kiosk.custody.senses.events import AlarmRaised, ContactOpened
from kiosk.custody.telling.spans import for_long
from kiosk.custody.telling.why import because
from kiosk.custody.things.events import MarkedBroken, MarkedUnknown, Quarantined
from kiosk.custody.words import TaskKind
from kiosk.custody.work.events import JournalVerified, TaskMade
from kiosk.doctor import power, speech, terminals
from kiosk.doctor.boards import told as told_of_board
from kiosk.doctor.finding import Finding, Harm
from kiosk.journal.codec import Unreadable
from kiosk.journal.commands.beginnings import Said, ends, latest
from kiosk.journal.connection import BACKUPS, FILE
from kiosk.journal.lock import AlreadyOwned, own
from kiosk.journal.problems import JournalUnusable
from kiosk.orders.looks import Examine
from kiosk.site.fonts import fonts_missing
from kiosk.site.loading import load_site
from kiosk.site.problems import SiteRefused
from kiosk.site.whole import Site
from kiosk.terminal.answers import fail
from kiosk.terminal.text.times import when
from kiosk.usage import inspection as usage
from kiosk.usage.common import site_file
from kiosk.vault.keys import KeysUnusable

BACKUP_OLD: Final = timedelta(days=2)
CHECK_OLD: Final = timedelta(days=90)
"""So long a journal may go without its chain being walked."""

_BEGINNINGS: Final = (
    DoorsDown,
    MarkedUnknown,
    MarkedBroken,
    Quarantined,
    ContactOpened,
    AlarmRaised,
    GuessingSuspected,
    ColumnsPlanned,
    TaskMade,
)


def main(argv: Sequence[str]) -> int:
    """0 where all is well; 1 with findings, or where nothing can be found out."""
    given = usage.doctor().parse_args(argv)
    file: Path = site_file(given)
    if given.site is None and not file.exists():
        return fail(
            given, "doctor", f"{given.data} holds no kiosk's data that ran once: name its site with --site"
        )
    try:
        site = load_site(file)
        found = _examined(site, given.data)
    except (SiteRefused, JournalUnusable, KeysUnusable, AlreadyOwned, Unreadable, OSError) as problem:
        return fail(given, "doctor", str(problem))
    now = SystemClock().now()
    text = (
        json.dumps(found, indent=1, ensure_ascii=False)
        if given.json
        else "\n".join(told(found, now, ZoneInfo(site.time_zone)))
    )
    sys.stdout.write(f"{text}\n")
    return 1 if found["findings"] else 0


def _examined(site: Site, data: Path) -> dict[str, Any]:
    try:
        reply = ask(data, Examine())
    except NotRunning:
        if not (data / FILE).exists():
            raise FileNotFoundError(f"{data} holds no kiosk's data.") from None
        found = _at_rest(site, data)
        running = False
    else:
        if not reply.get("ok"):
            raise OSError(str(reply.get("why")))
        found = reply["found"]
        running = True
    now = SystemClock().now()
    stop = None if running else _stopped(data)
    more = [
        finding.plain()
        for finding in (
            *_backups(data, found, now),
            *_unchecked(data, now),
            *without_fonts(site.languages),
            *without_pictures(site),
            *without_carriers(site),
            *speech.findings(site),
        )
    ]
    findings = [*(finding.plain() for finding in _not_running(stop)), *found["findings"], *more]
    findings.sort(key=lambda finding: int(finding["rank"]))
    _date(data, findings)
    return {**found, "running": running, "findings": findings}


def _at_rest(site: Site, data: Path) -> dict[str, Any]:
    # Slow to load, and a running kiosk needs none of it here.
    from kiosk.doctor.examination import examine  # noqa: PLC0415
    from kiosk.program.machine import book_at_rest, open_journal  # noqa: PLC0415

    with own(data) as owned, open_journal(owned, SystemClock()) as (journal, keys):
        return examine(site, book_at_rest(site, journal, keys), None)


# --- what only somebody outside the kiosk can find ------------------------------------------------


def _stopped(data: Path) -> tuple[datetime | None, str]:
    """When the kiosk was last there, and how it ended."""
    last = next(latest(data, (MachineStarted, MachineStopped)), None)
    if last is None:
        return None, "it never ran on these data"
    if isinstance(last.event, MachineStopped):
        return last.at, last.event.reason
    return ends(data).last, "without a farewell: a power cut, or somebody ended the program"


def _not_running(stop: tuple[datetime | None, str] | None) -> Iterator[Finding]:
    if stop is not None:
        since, how = stop
        yield Finding(
            "kiosk:stopped",
            Harm.PEOPLE,
            "kiosk",
            f"The kiosk is not running ({how})",
            "Nobody is served.",
            "Start it: `cubby run`.",
            since,
        )


def _backups(data: Path, found: Mapping[str, Any], now: datetime) -> Iterator[Finding]:
    folder = data / BACKUPS
    if folder.is_dir() and not os.access(folder, os.W_OK):
        yield Finding(
            f"folder:{BACKUPS}",
            Harm.DATA,
            str(folder),
            f"{folder} can't be written to",
            "No backup can be made.",
            "Check whose folder it is.",
        )
    lost = "If the disk fails, what happened since is lost."
    remedy = "Check the disk; backups are made at 3 in the night while the kiosk runs."
    first = ends(data).first
    if found["last_backup"] is None:
        if first is not None and now - first > BACKUP_OLD:
            what = "There has never been a backup"
            yield Finding("backup:never", Harm.DATA, "backup", what, lost, remedy, first)
    elif now - (made := datetime.fromisoformat(found["last_backup"])) > BACKUP_OLD:
        what = f"The last backup is {for_long((now - made).total_seconds())} old"
        yield Finding("backup:old", Harm.DATA, "backup", what, lost, remedy, made)


def without_pictures(site: Site) -> Iterator[Finding]:
    """Of the brand's pictures that can't be shown."""
    for problem in site.brand.left_out:
        yield Finding(
            problem.where,
            Harm.SOON,
            problem.where,
            f"The site file's {problem.where} is left out: {problem.what}",
            "",
            "Put the picture there, then restart.",
        )


def without_carriers(site: Site) -> Iterator[Finding]:
    """Of carriers' files that can't be used: one for each."""
    for file in dict.fromkeys(fault.file for fault in site.carriers.left_out):
        first = next(fault for fault in site.carriers.left_out if fault.file == file)
        yield Finding(
            f"carrier:{file.name}",
            Harm.SERVICE,
            str(file),
            f"The carrier's file {first}",
            "Some of its parcels are found by the whole of their bars alone.",
            f"Try: `cubby label check {file}`, then restart.",
        )


def without_fonts(languages: Sequence[str]) -> Iterator[Finding]:
    """Of a language that is on and whose letters nobody could see here."""
    for font in fonts_missing(languages):
        yield Finding(
            f"font:{font.language}",
            Harm.SERVICE,
            font.language,
            f"{font.text[0].upper()}{font.text[1:]}",
            "Whoever chooses it can read nothing.",
            f"Try: {font.remedy}.",
        )


def _unchecked(data: Path, now: datetime) -> Iterator[Finding]:
    first = ends(data).first
    if first is None or now - first <= CHECK_OLD:
        return
    last = next(latest(data, (JournalVerified,)), None)
    if last is None or now - last.at > CHECK_OLD:
        yield Finding(
            "journal:unchecked",
            Harm.SOON,
            "journal",
            f"The journal was not verified for {CHECK_OLD.days} days"
            if last
            else "The journal was never verified",
            "",
            "A technician does it at the machine (Machine, Storage).",
            last.at if last else first,
        )


def _date(data: Path, findings: list[dict[str, Any]]) -> None:
    """Since when each finding is so, and why, where the journal's end says it."""
    undated = [finding for finding in findings if finding["since"] is None]
    if not undated:
        return
    for said in latest(data, _BEGINNINGS):
        for finding in [one for one in undated if _begins(said, one)]:
            undated.remove(finding)
            finding["since"] = said.at.isoformat()
            if isinstance(said.event, MarkedUnknown | MarkedBroken | Quarantined):
                finding["why"] = because(said.event.why)
        if not undated:
            return


def _begins(said: Said, finding: Mapping[str, Any]) -> bool:
    topic, _, name = str(finding["key"]).partition(":")
    match said.event:
        case DoorsDown(doors):
            return bool(set(doors) & set(finding["doors"]))
        case MarkedUnknown(compartment) | MarkedBroken(compartment) | Quarantined(compartment):
            return (topic, name) == ("contents", compartment)
        case ContactOpened(contact):
            return (topic, name) == ("contact", contact)
        case AlarmRaised(_, contact):
            return (topic, name) == ("alarm", contact)
        case GuessingSuspected(way, audience):
            return (topic, name) == ("attempts", f"{way}/{audience}")
        case TaskMade(kind=TaskKind.FLAPPING, note=thing):
            return (topic, name) == ("flapping", thing)
        case ColumnsPlanned():
            return topic == "learning"
        case _:
            return False


# --- in words ---------------------------------------------------------------------------------------


def told(found: Mapping[str, Any], now: datetime, zone: tzinfo) -> Iterator[str]:
    """A line a finding, the worst first; then how everything else does."""
    number = len(found["findings"])
    state = "running" if found["running"] else "stopped"
    verdict = f"{number} {'finding' if number == 1 else 'findings'}" if number else "no findings"
    yield f"{found['site']}: {state}, {verdict}"
    yield from (f"! {sentence(finding, now, zone)}" for finding in found["findings"])
    backup = found["last_backup"]
    yield (
        f"Backup: {when(datetime.fromisoformat(backup), now, zone) if backup else 'never'}."
        f" Journal: {found['rows']:,} rows, head {found['head'][:16]}."
        f" Disk: {found['disk_free'] // 1_000_000:,} MB free."
    )
    proofs = found["proofs"]
    keys = f"number {proofs['keys_number']}" if proofs["keys_number"] else "none"
    taken = proofs["revocations"]
    block = f"received {when(datetime.fromisoformat(taken), now, zone)}" if taken else "never received"
    yield f"Signing keys: {keys}. Block list: {block}."
    for name, word in found["lines"].items():
        times = found["openings"][name]
        yield f"Line {name}: {word}" + (f", opened {times} times" if times > 1 else "")
    yield from map(told_of_board, found["boards"])
    for name, device in found["devices"].items():
        yield f"{name[0].upper()}{name[1:]}: {'connected' if device['up'] else 'not connected'}"
    for name, air in found["climate"].items():
        celsius, percent = air["celsius"], air["percent"]
        measured = "unknown" if celsius is None else f"{celsius:.1f} °C, {percent:.0f} %"
        yield f"Zone {name} ({air['temperature']}): {measured}"
    for name, shut in found["contacts"].items():
        yield f"Contact {name}: {shut}"
    yield from power.told(found)
    yield from terminals.told(found)
    for door, lock in found["locks"].items():
        if lock["openings"] or lock["jams"]:
            usual = f", usually {lock['usual_ms'] / 1000:.1f} s" if lock["usual_ms"] else ""
            yield (
                f"Door {door}: {lock['openings']} openings, last {lock['last_ms'] / 1000:.1f} s{usual},"
                f" {lock['jams']} jams, {lock['not_sent']} not sent"
            )
    yield from (f"For everybody: {each['text']}" for each in found.get("advice", ()))
    if not number:
        yield "All is well."


def sentence(finding: Mapping[str, Any], now: datetime, zone: tzinfo) -> str:
    """A finding with why and since when: `Door 1: contents not confirmed (opened remotely) since 14:38`."""
    why = f" ({finding['why']})" if finding.get("why") else ""
    began = finding["since"]
    since = f" since {when(datetime.fromisoformat(began), now, zone)}" if began else ""
    parts = (f"{finding['what']}{why}{since}.", finding["consequence"], finding["remedy"])
    return " ".join(part for part in parts if part)
