"""The two programs of the demo, as processes, and how they are talked to."""

from __future__ import annotations

import json
import os
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import IO, Any, Final, Self

HOME: Final = Path(__file__).resolve().parents[2]
PATIENCE: Final = 60.0
_END_WITHIN: Final = 20.0
_LAST_WORDS: Final = 5


class Ended(Exception):  # noqa: N818  one of the programs is no longer there
    """A program of the demo ended or fell silent; the text says which, and its last words."""


class Program:
    """A process that answers in JSON lines; what it says otherwise goes to `log`."""

    def __init__(self, name: str, arguments: list[str], log: Path, environment: dict[str, str]) -> None:
        self.name = name
        self._log = log
        with log.open("ab") as words:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *arguments],
                cwd=HOME,
                env=os.environ | environment,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=words,
            )
        self._lines: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        # It reads on while nobody asks, so that a full pipe never holds the program up.
        self._reader = threading.Thread(target=self._read, name=f"{name}'s words")
        self._reader.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        try:
            self._process.wait(_END_WITHIN)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join()
        for pipe in (self._process.stdin, self._process.stdout):
            if pipe is not None:
                _close(pipe)

    @property
    def runs(self) -> bool:
        return self._process.poll() is None

    def say(self, line: str) -> None:
        pipe = self._process.stdin
        assert pipe is not None  # noqa: S101  opened above
        try:
            pipe.write(line.encode() + b"\n")
            pipe.flush()
        except BrokenPipeError:
            raise self._lost("ended before its time") from None

    def hear(self) -> dict[str, Any]:
        """The next line."""
        try:
            line = self._lines.get(timeout=PATIENCE)
        except queue.Empty:
            raise self._lost(f"has not answered for {PATIENCE:g} seconds") from None
        if line is None:
            raise self._lost("ended before its time")
        return line

    def _lost(self, how: str) -> Ended:
        """With its last words: the folder that has its log may be gone when somebody reads this."""
        said = self._log.read_text("utf-8", "replace").splitlines()[-_LAST_WORDS:]
        return Ended("\n".join((f"The {self.name} {how}. Its last words:", *said)))

    def _read(self) -> None:
        assert self._process.stdout is not None  # noqa: S101  opened above
        for line in self._process.stdout:
            self._lines.put(json.loads(line))
        self._lines.put(None)


def _close(pipe: IO[bytes]) -> None:
    try:
        pipe.close()
    except BrokenPipeError:
        return


class Simulation(Program):
    """`cubby simulate site`; `ports` is its first line."""

    def __init__(self, file: Path, folder: Path, environment: dict[str, str], *, window: bool) -> None:
        options = [str(file), "--folder", str(folder), "--log", str(folder / "site.jsonl")]
        arguments = ["kiosk.cli", "simulate", "site", *options, "--leash", *(["--window"] if window else [])]
        super().__init__("simulated site", arguments, folder / "site.log", environment)
        self.ports = self.hear()

    def act(self, line: str, until: dict[str, object]) -> None:
        """Play a hand, and wait for a happening that has all this in it."""
        self.say(line)
        heard = self.hear()
        while not until.items() <= heard.items():
            if "refused" in heard:
                raise Ended(f"The simulated site refused {line!r}: {heard['refused']}")
            heard = self.hear()


class Kiosk(Program):
    """The real kiosk; `played` is moved by requests as well as by fingers."""

    def __init__(
        self,
        site: Path,
        data: Path,
        language: str | None,
        log: Path,
        environment: dict[str, str],
        *,
        played: bool,
    ) -> None:
        program = ["ui.player"] if played else ["kiosk.cli", "run"]
        spoken = ["--language", language] if language else []
        arguments = [*program, "--site", str(site), "--data", str(data), "--pointer", *spoken]
        super().__init__("kiosk", arguments, log, environment)

    def ask(self, **request: object) -> dict[str, Any]:
        """What `ui.player` answers; raises Ended where it can't do it."""
        self.say(json.dumps(request))
        answer = self.hear()
        if not answer["ok"]:
            raise Ended(f"The kiosk could not be played on: {answer['why']}")
        return answer
