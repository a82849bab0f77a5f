"""docs/updates.md: every command on the page does what the page says, in its order."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk import cli
from tests.update.world import build, passphrase
from tests.visits.rig import DEMO

PAGE = (Path(__file__).parents[2] / "docs" / "updates.md").read_text("utf-8")
_BLOCK = re.compile(r"```(sh|csv)\n(.*?)```", re.DOTALL)


@pytest.fixture(autouse=True)
def _passphrase() -> Iterator[None]:
    with passphrase():
        yield


def test_every_command_of_the_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    for version in ("1.0.0", "1.0.1"):
        build(tmp_path / "out", version)
    shutil.copyfile(DEMO, tmp_path / "site.toml")
    (tmp_path / "data").mkdir()
    commands = 0
    for kind, block in _BLOCK.findall(PAGE):
        if kind == "csv":
            (tmp_path / "occupancy.csv").write_text(block)
            continue
        for line in block.splitlines():
            words = shlex.split(line)
            if words[0] != "cubby":
                subprocess.run(words, check=True)
                continue
            commands += 1
            # Somebody has a parcel in door 2 by then: a finding.
            wanted = 1 if words[1:3] == ["drain", "report"] else 0
            assert cli.main(words[1:]) == wanted, (line, capsys.readouterr().err)
    assert commands > 25
    launched = subprocess.run(("machine/launch", "run"), capture_output=True, text=True, check=True)
    assert launched.stdout == "1.0.0 run\n"
    assert (tmp_path / "empty.json").exists()
