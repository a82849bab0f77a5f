"""What is the matter with the link to the operator's hub."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Final

from kiosk.custody.link.words import LinkWord
from kiosk.doctor.finding import Finding, Harm, counted
from kiosk.link.standing import LinkStanding

_PATIENCE: Final = timedelta(hours=1)
"""So long a link may be down before somebody hears of it: modems lose their network now and then."""
_GOES_ON: Final = "Visits go on. Announcements and orders of the operator don't arrive, and events wait here."

_WHAT: Final[Mapping[LinkWord, tuple[str, str]]] = {
    LinkWord.UNREACHABLE: ("the hub does not answer", "Check the network: Machine, then Network."),
    LinkWord.STRANGER: (
        "what answers can't show that it is our hub",
        "Ask the operator whether the hub has a new certificate or key; if so, enrol the kiosk again.",
    ),
    LinkWord.PORTAL: (
        "something between the machine and the hub answers in its place",
        "Look for a proxy, or a network that wants somebody to sign in.",
    ),
    LinkWord.BUSY: ("the hub is busy", ""),
    LinkWord.UNKNOWN: ("the hub does not know this kiosk", "Enrol it again: `cubby link enrol`."),
    LinkWord.CONTRADICTS: ("the hub's answers contradict each other", "Tell whoever runs the hub."),
}


def findings(standing: LinkStanding, now: datetime) -> Iterator[Finding]:
    """One at most."""
    match standing.word:
        case LinkWord.FROZEN:
            yield Finding(
                "link:frozen",
                Harm.DATA,
                "link",
                "Link: another machine has written under this kiosk's name",
                "Visits go on. No events are sent and no orders are taken.",
                "Find the copy and stop it. Then enrol the right machine again: `cubby link enrol`.",
                standing.since,
            )
        case LinkWord.RESTORED:
            yield Finding(
                "link:restored",
                Harm.SERVICE,
                "link",
                "Link: the hub was restored from a backup",
                "Events are sent. No orders are taken until a person at the hub confirms it.",
                "",
                standing.since,
            )
        case word if word in _WHAT and standing.since is not None and now - standing.since > _PATIENCE:
            what, remedy = _WHAT[word]
            waiting = f" {counted(standing.waiting, 'event')} to send." if standing.waiting else ""
            yield Finding(
                f"link:{word}",
                Harm.SERVICE,
                "link",
                f"Link: {what}",
                _GOES_ON + waiting,
                remedy,
                standing.since,
            )
        case _:
            return
