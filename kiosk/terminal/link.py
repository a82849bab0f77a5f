"""`cubby link enrol` and `cubby link status`: to a running kiosk, or to its data at rest."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from kiosk.clock import SystemClock
from kiosk.control.client import NotRunning, ask
from kiosk.custody.link.words import EnrolmentWord, LinkWord
from kiosk.journal.codec import Unreadable
from kiosk.journal.lock import AlreadyOwned, own
from kiosk.journal.problems import JournalUnusable
from kiosk.link.enrolment import CodeUnusable, Enrolling, code_of
from kiosk.link.rest import at_rest
from kiosk.link.standing import EnrolmentStanding
from kiosk.orders.link import EnrolLink, ShowLink
from kiosk.site.loading import load_site
from kiosk.site.problems import SiteRefused
from kiosk.site.whole import Site
from kiosk.terminal.answers import fail, why
from kiosk.usage import link as usage
from kiosk.usage.common import site_file
from kiosk.vault.keys import Keys, KeysUnusable
from kiosk.visits.book import Book

_LOOK_EVERY: Final = 0.5
_FOR: Final = 1800.0

_WORDS: Final[Mapping[str, str]] = {
    LinkWord.NONE: "The kiosk is not enrolled at any hub",
    LinkWord.STOPPED: "The kiosk is stopped",
    LinkWord.STARTING: "The link is starting",
    LinkWord.UP: "Connected",
    LinkWord.UNREACHABLE: "The hub does not answer",
    LinkWord.STRANGER: "What answers can't show that it is our hub",
    LinkWord.PORTAL: "Something between the machine and the hub answers in its place",
    LinkWord.BUSY: "The hub is busy",
    LinkWord.UNKNOWN: "The hub does not know this kiosk",
    LinkWord.CONTRADICTS: "The hub's answers contradict each other",
    LinkWord.FROZEN: "Stopped: another machine has written under this kiosk's name",
    LinkWord.RESTORED: "The hub was restored from a backup; its orders are not taken yet",
}
_ENDS: Final[Mapping[str, str]] = {
    EnrolmentWord.REFUSED: "the hub refuses this code: it is too old, was used, or is for another kiosk.",
    EnrolmentWord.FAILED: "the hub of this code was not reached, or nobody approved.",
}
_Trouble = (AlreadyOwned, SiteRefused, JournalUnusable, KeysUnusable, Unreadable, OSError)


def status(argv: Sequence[str]) -> int:
    """0 where it could be found out, whatever it is."""
    given = usage.status().parse_args(argv)
    try:
        said = _said(given)
    except _Trouble as problem:
        return fail(given, "link status", str(problem))
    if given.json:
        sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
        return 0
    lines = [_WORDS[said["state"]] + "."]
    if said["hub"]:
        lines.append(f"Hub: {said['hub']}, where this machine is {said['kiosk']}.")
    if said["waiting"]:
        lines.append(f"Events to send: {said['waiting']}.")
    sys.stdout.write("\n".join(lines) + "\n")
    return 0


def _said(given: argparse.Namespace) -> dict[str, Any]:
    try:
        reply = ask(given.data, ShowLink())
    except NotRunning:
        with _resting(given) as (_, book, _keys):
            return at_rest(book).plain()
    return {key: value for key, value in reply.items() if key != "ok"}


def enrol(argv: Sequence[str]) -> int:
    """0 once a person has approved at the hub."""
    given = usage.enrol().parse_args(argv)
    try:
        try:
            reply = ask(given.data, EnrolLink(given.code))
        except NotRunning:
            return _enrol_at_rest(given)
        return _watch(given, reply) if reply.get("ok") else fail(given, "link enrol", why(reply))
    except (CodeUnusable, *_Trouble) as problem:
        return fail(given, "link enrol", str(problem))


def _watch(given: argparse.Namespace, reply: Mapping[str, Any]) -> int:
    """Until the running kiosk knows how it ended."""
    _show(str(reply["digits"]), str(reply["hub"]))
    latest = time.monotonic() + _FOR
    while time.monotonic() < latest:
        said = ask(given.data, ShowLink())
        word = said["enrolment"]["state"]
        if word == EnrolmentWord.DONE:
            return _done(given, str(reply["hub"]), str(said["kiosk"]))
        if word in _ENDS:
            return fail(given, "link enrol", _ENDS[word])
        time.sleep(_LOOK_EVERY)
    return fail(given, "link enrol", _ENDS[EnrolmentWord.FAILED])


def _enrol_at_rest(given: argparse.Namespace) -> int:
    # Slow to load, and a running kiosk needs none of it here.
    from kiosk.link.desk import enrol_in  # noqa: PLC0415

    with _resting(given) as (site, book, keys):
        code = code_of(given.code, site.link.hub)
        last = EnrolmentStanding()

        def told(standing: EnrolmentStanding) -> None:
            nonlocal last
            last = standing

        begun = Enrolling(code, keys.public, keys.sign, book.journal.epoch, told)
        _show(begun.digits, code.address)
        enrolled = begun.run()
        if enrolled is None:
            return fail(given, "link enrol", _ENDS[last.word])
        enrol_in(book, code.address, begun.authority, enrolled)
        return _done(given, code.address, enrolled.kiosk)


@contextmanager
def _resting(given: argparse.Namespace) -> Iterator[tuple[Site, Book, Keys]]:
    # Slow to load, and a running kiosk needs none of it here.
    from kiosk.program.machine import book_at_rest, keep_site, open_journal  # noqa: PLC0415

    file = site_file(given)
    if not file.exists():
        raise FileNotFoundError(
            f"{given.data} does not know its cabinet yet: name the site file with --site."
        )
    site = load_site(file)
    with own(given.data) as owned, open_journal(owned, SystemClock()) as (journal, keys):
        keep_site(site, owned)
        yield site, book_at_rest(site, journal, keys), keys


def _show(digits: str, hub: str) -> None:
    """On stderr, so that with --json a program still reads one object."""
    spaced = f"{digits[:3]} {digits[3:]}"
    sys.stderr.write(f"{hub}\nCompare these digits with those on the hub's page: {spaced}\n")
    sys.stderr.flush()


def _done(given: argparse.Namespace, hub: str, kiosk: str) -> int:
    if given.json:
        sys.stdout.write(json.dumps({"ok": True, "hub": hub, "kiosk": kiosk}, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(f"Enrolled at {hub} as {kiosk}.\n")
    return 0
