"""A screen reader for tests; runs under the system's Python, which has pyatspi.

Reads one command a line as JSON from standard input and answers with one line of JSON each:
`{"do": "wait", "name": "...", "role": "...", "gone": false, "timeout": 10}`, `press` (the same, then does
its first action), `all`, `text` (letter by letter), `hear` (the next announcement whose text is `name`),
`follow` (the next thing of this name and role that is told to have the focus).
`name` is a regular expression for the whole name.
"""

from __future__ import annotations

import json
import re
import sys
import time
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402  after the version is chosen

_LOOK_AGAIN_MS = 100
_ANNOUNCEMENT = "object:announcement"
_URGENCY = {0: "", 1: "polite", 2: "assertive"}
_FOCUS = "object:state-changed:focused"
_heard: list[tuple[str, str]] = []
_followed: list[tuple[str, str]] = []
_EVENTS = ("object:children-changed", "object:property-change", "object:state-changed", "window")
_SYNONYMS = {"push button": "button", "toggle button": "button", "page tab": "tab", "static": "label"}


def shown() -> Iterator[tuple[int, Any]]:
    """Depth and object of everything that is on the screen, in reading order."""
    desktop = Atspi.get_desktop(0)
    for number in range(desktop.get_child_count()):
        yield from _below(desktop.get_child_at_index(number), 0)


def _below(node: Any, depth: int) -> Iterator[tuple[int, Any]]:
    if node is None:
        return
    try:
        states = node.get_state_set()
        if depth > 1 and not states.contains(Atspi.StateType.SHOWING):
            return
        count = node.get_child_count()
    except GLib.Error:
        return  # it went while we looked
    yield depth, node
    for number in range(count):
        try:
            child = node.get_child_at_index(number)
        except GLib.Error:
            continue
        yield from _below(child, depth + 1)


def role_of(node: Any) -> str:
    name: str = node.get_role_name()
    return _SYNONYMS.get(name, name)


def find(name: str, role: str | None) -> Any:
    for _depth, node in shown():
        try:
            if re.fullmatch(name, node.get_name() or "", re.DOTALL) and role in {None, role_of(node)}:
                return node
        except GLib.Error:
            continue
    return None


def wait(command: dict[str, Any]) -> Any:
    """What is asked for, as soon as it is there (None once it is gone); a LookupError if it never is."""
    context = GLib.MainContext.default()
    deadline = time.monotonic() + command.get("timeout", 10)
    while True:
        node = find(command["name"], command.get("role"))
        if (node is None) == bool(command.get("gone")):
            return node
        if time.monotonic() > deadline:
            raise LookupError(command["name"])
        timer = GLib.timeout_add(_LOOK_AGAIN_MS, lambda: True)
        context.iteration(True)  # until an event, or it is time to look again
        GLib.source_remove(timer)


def told(among: list[tuple[str, str]], command: dict[str, Any]) -> tuple[str, str]:
    """The first of these of this name and role; it and those before it are then forgotten."""
    context = GLib.MainContext.default()
    deadline = time.monotonic() + command.get("timeout", 10)
    while True:
        for number, (name, kind) in enumerate(among):
            if re.fullmatch(command["name"], name, re.DOTALL) and command.get("role") in {None, kind}:
                del among[: number + 1]
                return name, kind
        if time.monotonic() > deadline:
            raise LookupError(f"told only of {among}")
        timer = GLib.timeout_add(_LOOK_AGAIN_MS, lambda: True)
        context.iteration(True)
        GLib.source_remove(timer)


def press(command: dict[str, Any]) -> None:
    """Do what a press does, once the object can be pressed."""
    deadline = time.monotonic() + command.get("timeout", 10)
    while True:
        node = wait(command)
        action = node.get_action_iface()
        if action is None:
            raise TypeError(f"{command['name']} is a {role_of(node)} and can't be pressed")
        if node.get_state_set().contains(Atspi.StateType.ENABLED) and action.do_action(0):
            return
        if time.monotonic() > deadline:
            raise TimeoutError(f"{command['name']} stays disabled")


def describe(node: Any) -> dict[str, Any]:
    states = node.get_state_set()
    return {
        "name": node.get_name() or "",
        "role": role_of(node),
        "description": node.get_description() or "",
        "enabled": states.contains(Atspi.StateType.ENABLED),
        "focused": states.contains(Atspi.StateType.FOCUSED),
        "checked": states.contains(Atspi.StateType.CHECKED),
    }


def answer(command: dict[str, Any]) -> Any:
    match command["do"]:
        case "wait":
            node = wait(command)
            return None if node is None else describe(node)
        case "press":
            return press(command)
        case "hear":
            return told(_heard, command)
        case "follow":
            return told(_followed, command)
        case "text":
            node = wait(command)
            text = node.get_text_iface()
            return "" if text is None else Atspi.Text.get_text(text, 0, -1)
        case "all":
            return [{**describe(node), "depth": depth} for depth, node in shown()]
        case other:
            raise ValueError(other)


def follow(event: Any) -> None:
    if event.detail1:
        try:
            _followed.append((event.source.get_name() or "", role_of(event.source)))
        except GLib.Error:
            return  # it went meanwhile


def main() -> None:
    listener = Atspi.EventListener.new(lambda _event: None)
    for event in _EVENTS:
        listener.register(event)
    ear = Atspi.EventListener.new(
        lambda event: _heard.append((str(event.any_data), _URGENCY.get(event.detail1, "")))
    )
    ear.register(_ANNOUNCEMENT)
    follower = Atspi.EventListener.new(follow)
    follower.register(_FOCUS)
    print(json.dumps({"ready": True}), flush=True)  # noqa: T201  the pipe
    for line in sys.stdin:
        try:
            result = {"result": answer(json.loads(line))}
        except (GLib.Error, LookupError, TypeError, TimeoutError) as problem:
            result = {"problem": f"{type(problem).__name__}: {problem}"}
        print(json.dumps(result), flush=True)  # noqa: T201  the pipe


if __name__ == "__main__":
    main()
