"""What the window shows, as one value: derived from the scene, the visitor's wishes and the site's look."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime, time, tzinfo
from enum import StrEnum
from pathlib import Path
from typing import Any, Final

from kiosk.custody.cabinet.cabinet import Cabinet, Face
from kiosk.custody.services.rules import ServiceRules, ServiceTexts
from kiosk.custody.wishes.wishes import Wishes
from kiosk.journeys.screen import Screen
from kiosk.site.parts.beside import Beside
from kiosk.site.parts.brand import BrandSite
from kiosk.site.parts.night import NightSite, Quiet
from kiosk.site.parts.speech import SpeechSite
from kiosk.visits.scene import Scene
from ui.digits import in_digits, own_digits
from ui.languages import is_right_to_left, native_name

SCREENS: Final = Path(__file__).resolve().parent / "qml" / "screens"
OVERLAYS = ("Help", "Languages", "Appearance")


@dataclass(frozen=True, slots=True)
class Look:
    """What the site chose once. `languages` are BCP 47 codes, the first is spoken to begin with.

    `night`: when the screen is dark and quiet, or None; `zone`: whose time it is, None for the machine's own.
    `dim`: percent of the brightness while power is short and nobody is there. `veil`: whether the window
    darkens itself, as there is no light behind it that could be turned down. `idle`: seconds without a touch
    at home after which nobody is there, and what the last one wished for is over. `text`: percent of the
    usual size of words, one of `kiosk.custody.wishes.wishes.TEXTS`. `reads_at`: on which side of the screen
    codes are read, where the site says so. `speech`: how the machine may speak. `pictures`: of services, by
    their names.
    """

    machine: str
    phone: str
    cabinet: Cabinet
    languages: tuple[str, ...] = ("en",)
    contrast: bool = False
    text: int = 100
    reach: bool = False
    night: NightSite | None = None
    zone: tzinfo | None = None
    dim: int = 100
    veil: bool = True
    idle: int = 60
    brand: BrandSite = field(default_factory=BrandSite)
    motion: bool = True
    reads_at: Beside | None = None
    speech: SpeechSite = field(default_factory=SpeechSite)
    pictures: Mapping[str, Path] = field(default_factory=dict)

    def ambient(self) -> Ambient:
        """How the screen greets everybody."""
        return Ambient(Wishes(text=self.text, contrast=self.contrast, reach=self.reach))


@dataclass(frozen=True, slots=True)
class Ambient:
    """What whoever is there asked for; no journey knows of it. `overlay`: one of OVERLAYS or empty.

    `awake`: somebody touched a dark screen a moment ago.
    """

    wishes: Wishes = field(default_factory=Wishes)
    overlay: str = ""
    awake: bool = False


@dataclass(frozen=True, slots=True)
class Shown:
    """Everything that changes on the window; `ui.stage.WindowStage` has a property for each field.

    `quiet`: how it sounds at this hour; `brightness`: percent. `can_speak`: there is a voice; `speaking`:
    it reads the screen aloud; `exploring`: a finger on a button only lets it be heard, and the next tap
    presses it. `text`: percent of the usual size of words. `fewer`: motions than usual. `digits`: those
    of the language, from 0 to 9, where somebody chose them, else empty; `has_digits`: it has some.
    `services`: by the digest of their rules, what is said of them in the language, and their `picture`.
    """

    turn: int = 0
    screen_name: str = ""
    screen: Mapping[str, Any] = field(default_factory=dict)
    back: str = "none"
    visit: int = 0
    word: str = ""
    still_there: int = 0
    doors_open: tuple[str, ...] = ()
    camera: bool = False
    volumes: tuple[int, int] = (4, 2)
    time: str = ""
    night: bool = False
    quiet: Quiet = Quiet.NO
    brightness: int = 100
    language: str = "en"
    right_to_left: bool = False
    text: int = 100
    contrast: bool = False
    reach: bool = False
    slower: bool = False
    fewer: bool = False
    digits: str = ""
    has_digits: bool = False
    left_hand: bool = False
    overlay: str = ""
    can_speak: bool = False
    speaking: bool = False
    exploring: bool = False
    services: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


def derive(
    scene: Scene | None,
    ambient: Ambient,
    look: Look,
    local: datetime,
    plainly: Callable[[Screen[Any]], Mapping[str, Any]] | None = None,
    sayings: Sayings | None = None,
) -> Shown:
    """`local` is the present in the time zone of the people who look at the screen.

    `plainly`: what makes of a screen what QML can read, `sayings` of services; new ones where there are none.
    """
    night = look.night if look.night is not None and _is_night(local.time(), look.night) else None
    wishes = ambient.wishes
    language = wishes.language or look.languages[0]
    digits = own_digits(language)
    chosen = digits if wishes.own_digits else ""
    ambient_only = Shown(
        time=in_digits(f"{local:%H:%M}", chosen),
        night=night is not None and night.dark,
        quiet=night.quiet if night is not None else Quiet.NO,
        brightness=_brightness(scene, ambient, look, night),
        language=language,
        right_to_left=is_right_to_left(language),
        text=wishes.text,
        contrast=wishes.contrast,
        reach=wishes.reach,
        slower=wishes.slower,
        fewer=wishes.still,
        digits=chosen,
        has_digits=digits != "",
        left_hand=wishes.left_hand,
        overlay=ambient.overlay,
    )
    if scene is None:
        return ambient_only
    return replace(
        ambient_only,
        turn=scene.turn,
        screen_name=type(scene.screen).__name__,
        screen=(plainly or plain)(scene.screen),
        back=str(scene.screen.back),
        visit=scene.visit,
        word=scene.word,
        still_there=scene.still_there,
        doors_open=scene.doors_open,
        camera=scene.camera,
        volumes=scene.volumes,
        services=(sayings or Sayings(look)).said(scene.rules, language),
    )


class Sayings:
    """What is said of services, by the digests of their rules; made once while rules and language stay."""

    def __init__(self, look: Look) -> None:
        self._look = look
        self._made: tuple[Mapping[str, ServiceRules], str, Mapping[str, Mapping[str, Any]]] = ({}, "", {})

    def said(self, rules: Mapping[str, ServiceRules], language: str) -> Mapping[str, Mapping[str, Any]]:
        """The texts of each in this language, else in the machine's first one, else in any."""
        before, spoken, said = self._made
        if before is not rules or spoken != language:
            languages = (language, *self._look.languages)
            said = {digest: _said_of(one, languages, self._look) for digest, one in rules.items()}
            self._made = rules, language, said
        return said


def _said_of(rules: ServiceRules, languages: tuple[str, ...], look: Look) -> Mapping[str, Any]:
    by_language = {texts.language: texts for texts in rules.texts}
    wanted = (by_language[language] for language in languages if language in by_language)
    texts = next(wanted, None) or next(iter(rules.texts), None) or ServiceTexts("", rules.id)
    picture = look.pictures.get(rules.id)
    return {
        "name": texts.name,
        "hint": texts.hint,
        "terms": texts.terms,
        "questions": list(texts.questions),
        "conditions": list(texts.conditions),
        "picture": "" if picture is None else picture.as_uri(),
    }


def differing(before: Shown, after: Shown) -> tuple[str, ...]:
    """Names of the fields that changed, in the order of the class."""
    return tuple(f.name for f in fields(Shown) if getattr(before, f.name) != getattr(after, f.name))


def plain(value: Any) -> Any:  # noqa: ANN401  any field of any screen
    """Dataclasses as dicts, sequences as lists, enums as their text, None as no text: what QML can read."""
    match value:
        case None:
            return ""
        case StrEnum():
            return str(value)
        case tuple() | list():
            return [plain(item) for item in value]
        case _ if is_dataclass(value) and not isinstance(value, type):
            return {f.name: plain(getattr(value, f.name)) for f in fields(value)}
        case _:
            return value


class Plainly:
    """A screen as `plain` makes it, made once while that very screen stands: it may name every door."""

    def __init__(self) -> None:
        self._made: tuple[Screen[Any], Mapping[str, Any]] | None = None

    def __call__(self, screen: Screen[Any]) -> Mapping[str, Any]:
        if self._made is None or self._made[0] is not screen:
            self._made = screen, plain(screen)
        return self._made[1]


def plan(cabinet: Cabinet) -> dict[str, Any]:
    """The cabinet's front to be drawn to scale, in centimetres from its lower left corner."""
    panel = cabinet.panel
    doors = [
        {
            "label": home.label,
            "left": column.left,
            "bottom": home.bottom,
            "width": column.width,
            "height": home.top - home.bottom,
        }
        for column in cabinet.columns
        for home in column.compartments
        if home.front.face is Face.FRONT
    ]
    return {
        "width": cabinet.width,
        "height": cabinet.height,
        "panel": {
            "left": panel.left,
            "bottom": panel.bottom,
            "width": panel.width,
            "height": panel.height,
        },
        "doors": doors,
    }


def named(codes: tuple[str, ...]) -> list[dict[str, str]]:
    """The languages to choose from, each called as its speakers call it."""
    return [{"code": code, "name": native_name(code)} for code in codes]


def drawn(folder: Path = SCREENS) -> dict[str, str]:
    """The QML file of each screen by the screen's name: `CloseDoor` is `doors/CloseDoor.qml`."""
    return {file.stem: f"{file.parent.name}/{file.name}" for file in sorted(folder.glob("*/*.qml"))}


def _is_night(now: time, night: NightSite) -> bool:
    start, end = night.begins, night.ends
    return start <= now < end if start <= end else now >= start or now < end


def _brightness(scene: Scene | None, ambient: Ambient, look: Look, night: NightSite | None) -> int:
    """Of what somebody has set: dark only while nobody is there, whoever comes sees the whole of it."""
    most = scene.brightness if scene is not None else 100
    if ambient.awake or (scene is not None and scene.visit):
        return most
    by_night = night.dim if night is not None and night.dark else 100
    return most * min(by_night, look.dim if scene is not None and scene.dim else 100) // 100
