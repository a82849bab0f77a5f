"""Reports about faces: enrolment, recognition, and problems that the person can change."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FaceProblem(StrEnum):
    """Reasons against a good picture that the person before the camera can change."""

    NOBODY = "nobody"
    SEVERAL = "several"
    """more than one face is near: one person at a time"""
    TOO_FAR = "too-far"
    TOO_CLOSE = "too-close"
    TOO_DARK = "too-dark"
    TOO_BRIGHT = "too-bright"
    UNEVEN_LIGHT = "uneven-light"
    TURNED = "turned"
    TILTED = "tilted"
    BLURRED = "blurred"
    ALIKE = "alike"
    """enrolment wants another look: move the head a little"""


class FaceAsk(StrEnum):
    """Requests to the person; left and right are the person's own."""

    LOOK_AHEAD = "look-ahead"
    TURN_LEFT = "turn-left"
    TURN_RIGHT = "turn-right"
    HOLD_STILL = "hold-still"
    """and the screen shows the colour that comes with it, all over"""


class FaceRefusal(StrEnum):
    STRANGER = "stranger"
    """nobody among the templates; it never says whom the face looked like"""
    LOST = "lost"
    """the face was out of sight, or jumped, in the middle of it"""
    SEVERAL = "several"
    ANOTHER = "another"
    """the face changed in the middle of it"""
    WRONG_SIDE = "wrong-side"
    FLAT = "flat"
    """it turned as a picture turns, not as a head"""
    TOO_SLOW = "too-slow"
    NO_ECHO = "no-echo"
    """the screen's colours did not show on it"""
    TOO_LIGHT_HERE = "too-light-here"
    """the surroundings are too bright for the screen's colours to show"""
    BAD_TEMPLATE = "bad-template"
    """what was given to compare with is no template"""
    SLOW_CAMERA = "slow-camera"
    """too few pictures a second: the camera or the machine is too slow for this, or it is too dark"""
    UNAVAILABLE = "unavailable"
    """faces can't be used on this machine"""


@dataclass(frozen=True, slots=True)
class FaceSeen:
    """The camera's view changed: `problems`, the most important first; none is a good face."""

    ticket: int
    problems: tuple[FaceProblem, ...]


@dataclass(frozen=True, slots=True)
class FaceCollected:
    """Enrolment has so many of the different looks that it wants."""

    ticket: int
    have: int
    wanted: int


@dataclass(frozen=True, slots=True)
class FaceAsked:
    """To be shown at once. `colour`: red, green and blue of 255 for the whole screen, or nothing."""

    ticket: int
    what: FaceAsk
    colour: tuple[int, int, int] | None = None


@dataclass(frozen=True, slots=True)
class FaceEnrolled:
    """The end of an enrolment: a mean template, and never a picture."""

    ticket: int
    template: bytes


@dataclass(frozen=True, slots=True)
class FaceKnown:
    """The end of a recognition: the number of the template, in the order given, and alive as far as asked."""

    ticket: int
    person: int


@dataclass(frozen=True, slots=True)
class FaceRefused:
    """The end of an enrolment or a recognition that came to nothing."""

    ticket: int
    why: FaceRefusal


FaceReport = FaceSeen | FaceCollected | FaceAsked | FaceEnrolled | FaceKnown | FaceRefused
