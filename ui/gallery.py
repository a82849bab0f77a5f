"""Every sample of every screen as a picture, and a page that shows them: `cubby gallery --out DIR`."""

from __future__ import annotations

import functools
import html
import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, datetime
from datetime import time as TimeOfDay  # noqa: N812  `time` is the module here
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from kiosk.clock import FakeClock
from kiosk.custody.cabinet.cabinet import Cabinet
from kiosk.custody.services.rules import ServiceRules
from kiosk.custody.words import Audience
from kiosk.journeys.doors.screens import CanYouClose, CloseDoor, DoorLeftOpen, HelpAtDoor
from kiosk.journeys.dropoff.screens import SayWhat
from kiosk.journeys.every import SAMPLES
from kiosk.journeys.faces.screens import FaceEnrol, LookHere
from kiosk.journeys.front.screens import Appearance, Help, Home, Languages, OutOfService, StillThere
from kiosk.journeys.handover.screens import PutParcel, ScanParcel, TakeParcel
from kiosk.journeys.machine.screens import CameraTest
from kiosk.journeys.screen import Screen
from kiosk.journeys.who.screens import EnterPin, FaceGlance, ScanCode
from kiosk.journeys.work.screens import TaskDoor
from kiosk.services.files import IN_A_FOLDER, SHIPPED, names, service_file
from kiosk.services.reading import load_rules
from kiosk.site.loading import load_site
from kiosk.site.parts.night import NightSite
from kiosk.site.parts.services import PICTURE
from kiosk.site.problems import SiteRefused
from kiosk.site.whole import Site
from kiosk.visits.scene import FromScreen, Scene
from ui import usage

if TYPE_CHECKING:
    from PySide6.QtQuick import QQuickItem

    from ui.speech.reader import MakeSpeech

SITE: Final = usage.DEMO_SITE
SIZES: Final = usage.SIZES
_AT: Final = datetime(2025, 3, 4, 14, 32, tzinfo=UTC)
_OPEN: Final = (
    TakeParcel,
    PutParcel,
    CloseDoor,
    TaskDoor,
    DoorLeftOpen,
    CanYouClose,
    HelpAtDoor,
)
_SWITCHES: Final = ("contrast", "reach", "slower", "fewer", "left_hand")
_WAIT_S: Final = 5.0
# Words that are too many get smaller frame by frame.
_LEAST_FRAMES: Final = 2
_MOST_FRAMES: Final = 12


@dataclass(frozen=True, slots=True)
class Wish:
    """How the pictures are to be drawn."""

    languages: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...]
    contrast: bool = False
    text: int = 100
    reach: bool = False
    night: bool = False
    motion: bool = False
    covered: bool = False
    left_hand: bool = False
    digits: bool = False
    speech: bool = False
    """What would be said is written beside each picture."""


def staged(screen: Screen[Any], turn: int, cabinet: Cabinet) -> tuple[Scene, str]:
    """The scene in which a sample is seen, and the name of what is over it, else empty.

    A sample's place is put right for this cabinet. The services that come with Cubby have their names for
    digests.
    """
    scene, overlay = _staged(screen, turn, cabinet)
    return replace(scene, rules=shipped()), overlay


@functools.cache
def shipped() -> Mapping[str, ServiceRules]:
    """The rules of the services with steps that come with Cubby, by their names."""
    files = ((name, service_file(name)) for name in names())
    return {name: load_rules(file) for name, file in files if file is not None and file.name == IN_A_FOLDER}


def _pictures() -> Mapping[str, Path]:
    every = ((name, SHIPPED / name / PICTURE) for name in shipped())
    return {name: picture for name, picture in every if picture.is_file()}


def _staged(screen: Screen[Any], turn: int, cabinet: Cabinet) -> tuple[Scene, str]:
    under = EnterPin(Audience.VISITOR, 8)
    match screen:
        case Help(visit=visit, word=word, finds=finds):
            return Scene(turn, Home(finds=finds) if visit == 0 else under, visit, word), "Help"
        case Languages() | Appearance():
            return Scene(turn, under, 1204, "harbour"), type(screen).__name__
        case StillThere(seconds=seconds):
            return Scene(turn, under, 1204, "harbour", still_there=seconds), ""
        case Home(open_doors=labels):
            return Scene(turn, screen, doors_open=labels), ""
        case OutOfService():
            return Scene(turn, screen), ""
        case _:
            pass
    label = getattr(screen, "label", "")
    place = cabinet.place(label)
    if place is not None and any(f.name == "place" for f in fields(screen)):  # type: ignore[arg-type]  # every screen is a dataclass
        screen = replace(screen, place=place)  # type: ignore[type-var]  # as above
    doors_open = (label,) if isinstance(screen, _OPEN) else ()
    return Scene(turn, screen, 1204, "harbour", doors_open=doors_open, camera=_sees(screen)), ""


def _sees(screen: Screen[Any]) -> bool:
    """Whether the camera is on while this stands."""
    match screen:
        case EnterPin(camera=camera, face=face):
            return camera or face is not FaceGlance.NONE
        case SayWhat(camera=camera):
            return camera
        case ScanParcel(camera=camera, paused=paused):
            return camera and not paused
        case _:
            return isinstance(screen, ScanCode | CameraTest | FaceEnrol | LookHere)


class Easel:
    """One window without a screen, on which any scene can be put and looked at.

    Qt has to be told of the platform before it starts: `offscreen` does that.
    """

    def __init__(self, site: Site, wish: Wish, speech: MakeSpeech | None = None) -> None:
        from ui.app import App, WindowPlan  # noqa: PLC0415  Qt starts when it is imported, after `offscreen`
        from ui.shown import Look  # noqa: PLC0415
        from ui.stage import WindowStage  # noqa: PLC0415

        self.posted: list[FromScreen] = []
        self.cabinet = site.cabinet
        dark = NightSite(TimeOfDay(0), TimeOfDay(23, 59), dim=100)
        look = Look(
            site.id,
            site.phone,
            site.cabinet,
            tuple(dict.fromkeys((*wish.languages, *site.languages))),
            contrast=wish.contrast,
            text=wish.text,
            reach=wish.reach,
            night=dark if wish.night else None,
            motion=wish.motion,
            brand=site.brand,
            reads_at=site.reads_at,
            pictures=_pictures(),
        )
        self.stage = WindowStage(self.posted.append, FakeClock(_AT), look)
        self.app = App(self.stage, WindowPlan(size=wish.sizes[0], sounds=False, speech=speech))
        self._turn = 0
        self.wish(_wished(wish))
        if wish.digits:
            self.stage.toggle("digits")

    def put(self, screen: Screen[Any], language: str = "en") -> None:
        """Show this screen in this language and wait until it is drawn."""
        self._turn += 1
        scene, overlay = staged(screen, self._turn, self.cabinet)
        self.stage.closeOverlay()
        self.stage.show(scene)
        # A visit that ended has taken the language with it.
        self.stage.setLanguage(language)
        if overlay:
            self.stage.openOverlay(overlay)
        if isinstance(screen, Appearance) and screen != Appearance():
            self.wish(screen)
        self.settle()

    def wish(self, wanted: Appearance) -> None:
        """Choose on the stage what this asks for, as a visitor would."""
        self.stage.setText(wanted.text)
        for name in _SWITCHES:
            if getattr(wanted, name) != getattr(self.stage.shown, name):
                self.stage.toggle(name)

    @property
    def view(self) -> QQuickItem:
        """The root of all that is drawn: a `StageView`."""
        return self.app.root.contentItem().childItems()[0]

    def resize(self, width: int, height: int) -> None:
        self.app.root.resize(width, height)
        self.settle()

    def settle(self) -> None:
        """Let everything posted arrive, and what follows from it."""
        from PySide6.QtCore import QCoreApplication, QEvent  # noqa: PLC0415  as above

        for turn in range(_MOST_FRAMES):
            QCoreApplication.processEvents()
            QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
            self.app.root.grabWindow()
            fits = self.view.property("excess") <= 1 and not self.view.property("fitting")
            if turn >= _LEAST_FRAMES and fits:
                return

    def until(self, what: Callable[[], bool]) -> None:
        """Let Qt work until `what` holds; an AssertionError when it never does."""
        from PySide6.QtCore import QCoreApplication  # noqa: PLC0415  as above

        end = time.monotonic() + _WAIT_S
        while not what():
            if time.monotonic() > end:
                raise AssertionError("the window did not get there")
            QCoreApplication.processEvents()

    def cover(self) -> None:
        """Take all words away; numbers and drawings stay. The window is of no other use then."""
        for item in _within(self.view):
            if item.inherits("QQuickText") and any(c.isalpha() for c in item.property("text")):
                item.setProperty("color", "transparent")

    def downwards(self) -> Iterator[float]:
        """How far the screen is scrolled, from its top to its end as the key for that moves it."""
        while self.view.property("scrolled") > 0:
            self._scroll(down=False)
        while True:
            yield (where := self.view.property("scrolled"))
            if where >= self.view.property("furthest") - 1:
                return
            self._scroll(down=True)
            if self.view.property("scrolled") <= where:
                raise AssertionError("the screen does not go down")

    def _scroll(self, *, down: bool) -> None:
        from PySide6.QtCore import Q_ARG, QMetaObject  # noqa: PLC0415  as above

        QMetaObject.invokeMethod(self.view, "scrollOn", Q_ARG(bool, down))
        self.settle()

    def save(self, file: Path) -> None:
        if not self.app.root.grabWindow().save(str(file)):
            raise OSError(f"{file} can't be written")

    def spoken(self) -> str:
        """What would be said of what stands there: a phrase a line, and its language where that differs."""
        from ui.speech.reader import said_of  # noqa: PLC0415  as above

        language = self.stage.shown.language
        said = said_of(self.view, self.app.root, language)
        return "".join(
            (one.text if one.language == language else f"[{one.language}] {one.text}") + "\n" for one in said
        )

    def close(self) -> None:
        self.app.close()


def _within(item: QQuickItem) -> Iterator[QQuickItem]:
    yield item
    for child in item.childItems():
        yield from _within(child)


def offscreen() -> None:
    """From now on Qt draws without a display, in software. To be called before Qt starts."""
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    os.environ["QT_QUICK_BACKEND"] = "software"


def draw(
    out: Path,
    site: Site,
    wish: Wish,
    samples: Mapping[str, Screen[Any]] = SAMPLES,
    texts: Sequence[int] = (),
) -> Iterator[Path]:
    """One PNG a sample, language and size, as `name.language.size.png`; yields each as it is written.

    `texts`: percents of the words' size in place of the wish's; with several, each stands behind the size.
    What a long screen shows further down has `down1`, `down2` behind that.
    """
    out.mkdir(parents=True, exist_ok=True)
    easel = Easel(site, wish)
    try:
        for (width, height), language, text in product(wish.sizes, wish.languages, texts or (wish.text,)):
            easel.wish(_wished(replace(wish, text=text)))
            easel.resize(width, height)
            behind = f".{text}" if len(texts) > 1 else ""
            for name, screen in samples.items():
                easel.put(screen, language)
                stem = f"{name}.{language}.{width}x{height}{behind}"
                for number, _ in enumerate(easel.downwards()):
                    if wish.covered:
                        easel.cover()
                    file = out / f"{stem}{f'.down{number}' if number else ''}.png"
                    easel.save(file)
                    if wish.speech:
                        file.with_suffix(".txt").write_text(easel.spoken(), "utf-8")
                    yield file
                easel.wish(_wished(replace(wish, text=text)))
    finally:
        easel.close()


def _wished(wish: Wish) -> Appearance:
    return Appearance(wish.text, contrast=wish.contrast, reach=wish.reach, left_hand=wish.left_hand)


def index(files: Iterable[Path], title: str) -> str:
    """The page: a row a sample, its pictures beside each other."""
    rows: dict[str, list[Path]] = {}
    for file in files:
        rows.setdefault(file.name.split(".")[0], []).append(file)
    body = "\n".join(_row(name, pictures) for name, pictures in rows.items())
    return _PAGE.format(title=html.escape(title), body=body)


def _row(name: str, pictures: Sequence[Path]) -> str:
    shown = "".join(
        f'<a href="{html.escape(p.name)}"><img loading="lazy" src="{html.escape(p.name)}"'
        f' alt="{html.escape(p.stem)}"><span>{html.escape(p.stem.split(".", 1)[1])}</span></a>'
        for p in pictures
    )
    return f'<section id="{html.escape(name)}"><h2>{html.escape(name)}</h2><div>{shown}</div></section>'


_PAGE: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>{title}</title>
<style>
body {{ font: 16px Inter, sans-serif; margin: 2rem; background: #e9e5db; color: #14181d }}
h2 {{ font-size: 1rem; margin: 2rem 0 .5rem }}
section div {{ display: flex; gap: 1rem; overflow-x: auto; align-items: flex-start }}
a {{ flex: none; color: inherit; text-decoration: none }}
img {{ height: 420px; display: block; border: 1px solid #c9c3b6 }}
span {{ font-size: .8rem }}
</style>
<h1>{title}</h1>
{body}
</html>
"""


def main(argv: Sequence[str]) -> int:
    """Run the command; 0 when every picture is there, 1 with a sentence on stderr."""
    parser = usage.gallery()
    args = parser.parse_args(argv)
    if unknown := [name for name in args.sample or () if name not in SAMPLES]:
        parser.error(f"there is no sample {', '.join(unknown)}; there are {', '.join(sorted(SAMPLES))}")
    offscreen()
    from ui.translator import speaks  # noqa: PLC0415  Qt, once it knows that there is no window

    if mute := [code for code in args.language or () if not speaks(code)]:
        parser.error(f"there is no catalog of {', '.join(mute)} in locales/")
    try:
        site = load_site(args.site)
        wish = Wish(
            tuple(args.language or site.languages),
            tuple(args.size or map(usage.size, usage.SIZES)),
            contrast=args.contrast,
            text=args.text[0],
            reach=args.reach,
            night=args.night,
            covered=args.covered,
            left_hand=args.left_hand,
            digits=args.digits,
            speech=args.speech,
        )
        samples = {name: SAMPLES[name] for name in args.sample} if args.sample else SAMPLES
        files = list(draw(args.out, site, wish, samples, args.text))
        (args.out / "index.html").write_text(index(files, f"Cubby: {site.id}"), "utf-8")
    except (OSError, SiteRefused) as problem:
        print(f"cubby gallery: {problem}", file=sys.stderr)
        return 1
    print(f"{len(files)} pictures in {args.out}")
    return 0
