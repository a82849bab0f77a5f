"""`cubby simulate site` as a process: the cabinet that a real kiosk is tested against."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any, Self

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-m", "kiosk.cli")


class Cabinet:
    """`tell` plays the hands; `until` waits for something that happened to a door."""

    def __init__(self, folder: Path, site: Path = ROOT / "assets" / "sites" / "demo.toml") -> None:
        self.log = folder / "bytes.jsonl"
        self._process = subprocess.Popen(
            [*PROGRAM, "simulate", "site", site, "--log", self.log, "--folder", folder / "ports"],
            cwd=ROOT,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        assert self._process.stdout is not None
        ports: dict[str, Any] = json.loads(self._process.stdout.readline())
        self.site = Path(ports["site"])
        self.camera = Path(ports["camera"].removeprefix("folder:"))
        self._said: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        self._listener = threading.Thread(target=self._listen)
        self._listener.start()

    def _listen(self) -> None:
        assert self._process.stdout is not None
        for line in self._process.stdout:
            self._said.put(json.loads(line))

    def tell(self, words: str) -> None:
        assert self._process.stdin is not None
        self._process.stdin.write(words + "\n")
        self._process.stdin.flush()

    def until(self, **wanted: str) -> dict[str, Any]:
        """The next happening that has all of this."""
        while True:
            said = self._said.get(timeout=30)
            if all(said.get(key) == value for key, value in wanted.items()):
                return said

    def sent(self) -> list[bytes]:
        """What the kiosk has sent to the boards, in order; a piece a write."""
        lines = map(json.loads, self.log.read_text().splitlines())
        return [bytes.fromhex(line["hex"]) for line in lines if line.get("from") == "kiosk"]

    def close(self) -> None:
        self._process.terminate()
        assert self._process.wait(20) == 0
        self._listener.join()
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_how: object) -> None:
        self.close()
