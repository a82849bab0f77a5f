"""A new site file from the answers to ten questions."""

from __future__ import annotations

import json
import re
import zoneinfo
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from hardware.locks.registry import MAKERS
from kiosk.site.problems import nearest

Ask = Callable[[str], str]
"""Shows a question and brings the answer; raises EOFError where nobody answers any more."""
Say = Callable[[str], object]

_SIZES: Final[Mapping[str, tuple[int, int, int]]] = {
    "S": (42, 11, 60),
    "M": (42, 17, 60),
    "L": (42, 35, 60),
    "XL": (42, 53, 60),
}
_WIDTH, _FRAME, _WALL = 44, 2, 1
_PANEL_WIDTH, _PANEL_HEIGHT, _PANEL_BOTTOM = 40, 71.0, 84.5
_LEAST_HEIGHT: Final = 160
_ENTRY: Final = re.compile(r"(\d{0,2})(XL|S|M|L)", re.IGNORECASE)
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


class Wrong(Exception):  # noqa: N818  says what is the matter
    """An answer that can't be used; its text says what is wanted."""


@dataclass(frozen=True, slots=True)
class _Question:
    key: str
    words: str
    usual: str
    good: Callable[[str, Mapping[str, str]], str]
    """What the answer means; raises Wrong."""


def ask_for_site(ask: Ask, say: Say, usual_port: str, usual_zone: str) -> str:
    """The text of the file. An answer that is wrong is asked for again. Raises EOFError."""
    answers: dict[str, str] = {}
    questions = _questions(usual_port, usual_zone)
    for number, question in enumerate(questions, 1):
        usual = question.usual.format(**answers)
        while question.key not in answers:
            shown = f" [{usual}]" if usual else ""
            told = ask(f"{number:>2}/{len(questions)} {question.words}{shown}: ").strip() or usual
            try:
                answers[question.key] = question.good(told, answers)
            except Wrong as wrong:
                say(f"      {wrong}")
    return _written(answers)


def _questions(port: str, zone: str) -> tuple[_Question, ...]:
    return (
        _Question("id", "What is the machine called? Letters, digits, - and _", "CUBBY-1", _named),
        _Question("operator", "Who runs it? Visitors read this", "", _text),
        _Question("phone", "Which number do visitors call for help?", "", _text),
        _Question("zone", "In which time zone does it stand?", zone, _zone),
        _Question("languages", "Which languages does it speak? The first one first", "en", _languages),
        _Question("board", f"Whose lock boards? {', '.join(MAKERS)}", "shuoming", _maker),
        _Question("port", "On which port is their line? A path or tcp://host:port", port, _port),
        _Question("boards", "How many boards?", "1", _boards),
        _Question("channels", "How many doors has each board?", "12", _channels),
        _Question(
            "columns",
            "Which doors, column by column from the top, such as 4S 2M / 3M XL?\n"
            "      Nothing: a technician learns the doors at the machine",
            "",
            _columns,
        ),
    )


# --- what an answer may be ------------------------------------------------------------------------


def _text(told: str, _: Mapping[str, str]) -> str:
    if not told or not told.isprintable() or len(told) > 200:
        raise Wrong("Please write a text on one line.")
    return told


def _named(told: str, _: Mapping[str, str]) -> str:
    if not _NAME.fullmatch(told):
        raise Wrong("Please write up to 40 letters, digits, - and _, such as STATION-7.")
    return told


def _zone(told: str, _: Mapping[str, str]) -> str:
    known = zoneinfo.available_timezones()
    if told not in known:
        raise Wrong(f"There is no such zone{nearest(told, known)}. One is Europe/Berlin.")
    return told


def _languages(told: str, _: Mapping[str, str]) -> str:
    codes = told.replace(",", " ").split()
    if not codes or not all(map(_LANGUAGE.fullmatch, codes)) or len(set(codes)) < len(codes):
        raise Wrong("Please write codes of languages, such as: en de pl")
    return " ".join(codes)


def _maker(told: str, _: Mapping[str, str]) -> str:
    if told not in MAKERS:
        raise Wrong(f"There is no such maker{nearest(told, MAKERS)}.")
    return told


def _port(told: str, _: Mapping[str, str]) -> str:
    host, _sep, number = told.removeprefix("tcp://").rpartition(":")
    network = told.startswith("tcp://") and host and number.isdecimal() and 0 < int(number) < 65_536
    if not (network or told.startswith("/")) or not told.isprintable():
        raise Wrong("Please write a whole path such as /dev/serial/by-id/..., or tcp://192.0.2.7:4001.")
    return told


def _boards(told: str, answers: Mapping[str, str]) -> str:
    most = min(len(MAKERS[answers["board"]].addresses), 26)
    return _number(told, range(1, most + 1))


def _channels(told: str, answers: Mapping[str, str]) -> str:
    return _number(told, MAKERS[answers["board"]].channels)


def _number(told: str, allowed: range) -> str:
    if not (told.isascii() and told.isdecimal() and len(told) < 6 and int(told) in allowed):
        raise Wrong(f"Please write a number from {allowed[0]} to {allowed[-1]}.")
    return str(int(told))


def _columns(told: str, answers: Mapping[str, str]) -> str:
    """Sizes, the columns apart by a slash."""
    columns = [_column(part) for part in told.split("/") if part.strip()]
    doors, wired = sum(map(len, columns)), int(answers["boards"]) * int(answers["channels"])
    if doors > wired:
        raise Wrong(f"These are {doors} doors, and the boards have {wired}.")
    if any(_height(column) > 400 for column in columns):
        raise Wrong("A column would be higher than 4 m.")
    return "/".join(" ".join(column) for column in columns)


def _column(part: str) -> list[str]:
    sizes: list[str] = []
    for word in part.replace(",", " ").split():
        found = _ENTRY.fullmatch(word)
        if not found:
            raise Wrong(f"{word} is no door. Sizes are S, M, L and XL, and 4S are four of them.")
        sizes += [found[2].upper()] * int(found[1] or 1)
    return sizes


def _height(column: list[str]) -> int:
    return sum(_SIZES[size][1] + _WALL for size in column)


# --- the file -------------------------------------------------------------------------------------


def _written(answers: Mapping[str, str]) -> str:
    columns = [part.split() for part in answers["columns"].split("/") if part]
    height = max([_LEAST_HEIGHT, *(_height(column) + 2 * _FRAME for column in columns)])
    left = _FRAME + _WIDTH * len(columns) + _FRAME
    quoted = {key: json.dumps(value, ensure_ascii=False) for key, value in answers.items()}
    panel = f"left = {left}, bottom = {_PANEL_BOTTOM}, width = {_PANEL_WIDTH}, height = {_PANEL_HEIGHT:g}"
    principal = re.sub(r"[^a-z0-9]+", "-", answers["operator"].lower()).strip("-")[:40] or "operator"
    lines = [
        "# Written by `cubby site new`. `cubby site check` checks it; kiosk/site/README.md explains it.",
        "# Lengths are centimetres, heights are measured from the floor.",
        "",
        f"id = {quoted['id']}",
        f"operator = {quoted['operator']}",
        f'principal = "{principal}"',
        f"phone = {quoted['phone']}",
        f"time_zone = {quoted['zone']}",
        f"languages = {json.dumps(answers['languages'].split())} # the first one is spoken first",
        'services = ["parcel"]',
        "",
        "[[buses]]",
        'name = "locks"',
        f"port = {quoted['port']}",
        "banks = [",
        *_banks(answers),
        "]",
        "",
        "[sizes]",
        *(f"{name} = {{ width = {w}, height = {h}, depth = {d} }}" for name, (w, h, d) in _SIZES.items()),
        "",
        "[cabinet]",
        f"height = {height}",
        f"frame = {_FRAME}",
        f"wall = {_WALL}",
        "# The screen; it stands right of the doors until somebody measures it.",
        f"panel = {{ {panel} }}",
        *_cabinet(columns, answers),
    ]
    return "\n".join(lines) + "\n"


def _banks(answers: Mapping[str, str]) -> list[str]:
    first = MAKERS[answers["board"]].addresses[0]
    return [
        f'  {{ name = "{_letter(number)}", board = "{answers["board"]}", address = {first + number},'
        f" channels = {answers['channels']} }},"
        for number in range(int(answers["boards"]))
    ]


def _cabinet(columns: list[list[str]], answers: Mapping[str, str]) -> list[str]:
    """The columns, wired one channel after the other."""
    channels = int(answers["channels"])
    lines: list[str] = []
    door = 0
    for column in columns:
        lines += ["", "[[cabinet.columns]]", f"width = {_WIDTH}", "compartments = ["]
        for size in column:
            bank, channel = divmod(door, channels)
            door += 1
            lines.append(
                f'  {{ label = "{door}", size = "{size}", bank = "{_letter(bank)}",'
                f" channel = {channel + 1} }},"
            )
        lines.append("]")
    return lines


def _letter(number: int) -> str:
    return chr(ord("A") + number)
