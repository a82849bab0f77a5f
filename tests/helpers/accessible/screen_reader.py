"""Drives a real program on a screen of its own as a screen reader does: by roles and names.

with Desktop(tmp_path) as desktop, ScreenReader(desktop) as reader:
    program = subprocess.Popen([...], env=desktop.environment())
    reader.press("Pick up")
    reader.wait_for("Your code")
"""

from __future__ import annotations

import json
import os
import re
import signal
import struct
import subprocess
import zlib
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

_SCRIPT = Path(__file__).with_name("script.py")
_GRACE_S = 10.0


class NotSeenError(AssertionError):
    """What was looked for did not come; says what is on the screen instead."""


@dataclass(frozen=True, slots=True)
class Seen:
    """One thing on the screen. Roles are AT-SPI's; every kind of button is a `button`."""

    name: str
    role: str
    description: str
    enabled: bool
    focused: bool
    checked: bool


class Desktop:
    """A screen without a person before it (Xvfb) and a session bus, both of this object alone."""

    def __init__(self, folder: Path, size: tuple[int, int] = (1080, 1920)) -> None:
        self._folder = folder
        self._runtime = folder / "runtime"
        self._runtime.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._groups: list[subprocess.Popen[bytes]] = []
        width, height = size
        screen = self._start(
            "Xvfb", "-displayfd", "{fd}", "-screen", "0", f"{width}x{height}x24", "-fbdir", str(folder),
            "-nolisten", "tcp", "-noreset",
        )  # fmt: skip
        self.display = f":{screen}"
        self._bus = self._start("dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address={fd}")

    def environment(self) -> dict[str, str]:
        """What a program needs to appear here and to be read."""
        return {
            **os.environ,
            "DISPLAY": self.display,
            "DBUS_SESSION_BUS_ADDRESS": self._bus,
            "XDG_RUNTIME_DIR": str(self._runtime),
            "QT_QPA_PLATFORM": "xcb",
            "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        }

    def type(self, *keys: str) -> None:
        """Press keys of a keyboard: "1", "Tab", "Return". The window of the program gets the focus first."""
        environment = self.environment()
        words = ["xdotool", "search", "--onlyvisible", "--name", ".", "windowfocus", "--sync"]
        subprocess.run([*words, "key", "--clearmodifiers", *keys], env=environment, check=True, timeout=30)

    def layout(self, name: str) -> None:
        """Let the keyboard be of another country: "fr"."""
        subprocess.run(["setxkbmap", name], env=self.environment(), check=True, timeout=30)

    def picture(self, file: Path) -> Path:
        """What the screen shows, as a PNG."""
        file.write_bytes(png_of((self._folder / "Xvfb_screen0").read_bytes()))
        return file

    def close(self) -> None:
        """End both and all that they started."""
        for group in reversed(self._groups):
            with suppress(ProcessLookupError):
                os.killpg(group.pid, signal.SIGTERM)
            try:
                group.wait(_GRACE_S)
            except subprocess.TimeoutExpired:
                os.killpg(group.pid, signal.SIGKILL)
                group.wait()
        self._groups.clear()

    def _start(self, *words: str) -> str:
        """Start a program in a group of its own; the line that it writes to its `{fd}` when it is ready."""
        ours, theirs = os.pipe()
        environment = {**os.environ, "XDG_RUNTIME_DIR": str(self._runtime)}
        if self._groups:
            environment["DISPLAY"] = self.display
        with (self._folder / f"{words[0]}.log").open("wb") as log:
            process = subprocess.Popen(
                [word.format(fd=theirs) for word in words],
                pass_fds=(theirs,), env=environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                process_group=0,
            )  # fmt: skip
        self._groups.append(process)
        os.close(theirs)
        with os.fdopen(ours) as pipe:
            said = pipe.readline().strip()
        if not said:
            self.close()
            raise RuntimeError(f"{words[0]} did not start; see {log.name}")
        return said

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_how: object) -> None:
        self.close()


class ScreenReader:
    """Finds things by name and role, and presses them. Names: the whole name, or a compiled expression."""

    def __init__(self, desktop: Desktop) -> None:
        self._process = subprocess.Popen(
            ["/usr/bin/python3", "-I", str(_SCRIPT)],
            env=desktop.environment(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        self._answer()

    def wait_for(self, name: str | re.Pattern[str], role: str | None = None, timeout: float = 10) -> Seen:
        """The first thing of this name, as soon as it is on the screen."""
        seen = self._ask(do="wait", name=_expression(name), role=role, timeout=timeout)
        return Seen(**seen)

    def wait_until_gone(
        self, name: str | re.Pattern[str], role: str | None = None, timeout: float = 10
    ) -> None:
        self._ask(do="wait", name=_expression(name), role=role, gone=True, timeout=timeout)

    def press(self, name: str | re.Pattern[str], role: str = "button", timeout: float = 10) -> None:
        """Press it, once it is there and enabled."""
        self._ask(do="press", name=_expression(name), role=role, timeout=timeout)

    def press_each(self, names: str, role: str = "button") -> None:
        """Press one key after the other of a keypad on the screen."""
        for name in names:
            self.press(name, role)

    def hears(self, text: str | re.Pattern[str], timeout: float = 10) -> tuple[str, str]:
        """The next announcement of this text, and how urgent: "polite" or "assertive"."""
        said, urgency = self._ask(do="hear", name=_expression(text), timeout=timeout)
        return said, urgency

    def follows(self, name: str | re.Pattern[str], role: str, timeout: float = 20) -> None:
        """Wait until the focus is told to be on this, after all that it was told to be on so far."""
        self._ask(do="follow", name=_expression(name), role=role, timeout=timeout)

    def text_of(self, name: str | re.Pattern[str], role: str) -> str:
        """What can be read in it, letter by letter."""
        text: str = self._ask(do="text", name=_expression(name), role=role)
        return text

    def names(self, role: str | None = None) -> list[str]:
        """What is on the screen, in reading order, without what has no name."""
        return [one["name"] for one in self._all() if one["name"] and role in {None, one["role"]}]

    def tree(self) -> str:
        """What is on the screen, a line a thing."""
        return "\n".join(f"{'  ' * one['depth']}{one['role']}: {one['name']!r}" for one in self._all())

    def close(self) -> None:
        """End the reader."""
        if self._process.stdin is not None and self._process.stdout is not None:
            self._process.stdin.close()
            self._process.stdout.close()
        try:
            self._process.wait(_GRACE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _all(self) -> list[dict[str, Any]]:
        everything: list[dict[str, Any]] = self._ask(do="all")
        return everything

    def _ask(self, **command: object) -> Any:
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps(command) + "\n")
        self._process.stdin.flush()
        answer = self._answer()
        if "problem" in answer:
            looked_for = f"{command.get('name')!r} ({command.get('role') or 'any role'})"
            raise NotSeenError(f"{looked_for}: {answer['problem']}; on the screen is\n{self.tree()}")
        return answer["result"]

    def _answer(self) -> dict[str, Any]:
        assert self._process.stdout is not None
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError(f"the screen reader ended with {self._process.wait(_GRACE_S)}")
        answer: dict[str, Any] = json.loads(line)
        return answer

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_how: object) -> None:
        self.close()


def _expression(name: str | re.Pattern[str]) -> str:
    return name.pattern if isinstance(name, re.Pattern) else re.escape(name)


def png_of(xwd: bytes) -> bytes:
    """A PNG of an X window dump with 32 bits a pixel, which is what Xvfb keeps of its screen."""
    header = struct.unpack_from(">25I", xwd)
    size, width, height, bits, line, colours = (
        header[0], header[4], header[5], header[11], header[12], header[19]
    )  # fmt: skip
    if bits != 32:
        raise ValueError(f"{bits} bits a pixel")
    start = size + colours * 12
    little = header[7] == 0
    rows = bytearray()
    for row in range(height):
        pixels = xwd[start + row * line : start + row * line + width * 4]
        rgb = bytearray(width * 3)
        for channel in range(3):
            rgb[channel::3] = pixels[2 - channel if little else channel + 1 :: 4]
        rows += b"\0" + rgb
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(rows), 6)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, body) for kind, body in chunks)


def _chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
