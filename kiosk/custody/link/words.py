"""How the link to the operator's hub is, and how far an enrolment."""

from __future__ import annotations

from enum import StrEnum


class LinkWord(StrEnum):
    NONE = "none"
    """The kiosk is enrolled nowhere."""
    STOPPED = "stopped"
    """The kiosk does not run."""
    STARTING = "starting"
    UP = "up"
    UNREACHABLE = "unreachable"
    """No network, no name server, or nobody answers there."""
    STRANGER = "stranger"
    """Somebody answers and can't show that they are our hub."""
    PORTAL = "portal"
    """Something between us and the hub answers in its place, such as a page to sign in at."""
    BUSY = "busy"
    """The hub asks to be left alone for a while."""
    UNKNOWN = "unknown"
    """The hub does not know this kiosk, or not by this key."""
    CONTRADICTS = "contradicts"
    """The hub answers what can't be; nothing is lost, and it is tried again."""
    FROZEN = "frozen"
    """Two kiosks write under one name."""
    RESTORED = "restored"
    """The hub came back from a backup and nobody has vouched for it yet: rows go up, orders don't count."""


class EnrolmentWord(StrEnum):
    """How far an enrolment is."""

    NONE = "none"
    ASKING = "asking"
    WAITING = "waiting"
    """The hub knows of us; a person there compares six digits."""
    DONE = "done"
    REFUSED = "refused"
    """The code is over, was used, or is for another kiosk."""
    FAILED = "failed"
    """Nobody answers, or not the hub of this code."""
