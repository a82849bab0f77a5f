"""What holds secrets can't be dumped to a file, nor read by another process of the same user."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

_RAISED = "import resource as r; h = r.getrlimit(r.RLIMIT_CORE)[1]; r.setrlimit(r.RLIMIT_CORE, (h, h))\n"
_TELLS = "print(hardening.dumpable(), resource.getrlimit(resource.RLIMIT_CORE))"
_HARDENED = "import resource; from hardware import hardening\nhardening.forbid_dumps()\n"

PROGRAMS = {
    "run": "from ui.run import main; main(['--site', '/nowhere/site.toml', '--data', '/nowhere/data'])",
    "vision": "from hardware.vision.process import main; main(['--nonsense'])",
    "vision's spare": "from hardware.vision.spare import main; main(['--nonsense'])",
}


def python(text: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", text], capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL
    )


@pytest.mark.parametrize("program", PROGRAMS.values(), ids=PROGRAMS.keys())
def test_every_program_that_holds_secrets_forbids_dumps_first(program: str) -> None:
    said = python(
        "import resource; from hardware import hardening\n"
        f"try:\n    {program}\nexcept SystemExit:\n    pass\n{_TELLS}"
    )
    assert said.stdout.splitlines()[-1:] == ["False (0, 0)"], said.stderr


def test_a_process_that_dies_of_a_signal_leaves_no_core() -> None:
    program = [sys.executable, "-c", f"{_RAISED}{_HARDENED}import os; os.abort()"]
    pid = os.spawnv(os.P_NOWAIT, sys.executable, program)  # noqa: S606  whether it left a core is in its status
    _, status = os.waitpid(pid, 0)
    assert os.WTERMSIG(status) == signal.SIGABRT
    assert not os.WCOREDUMP(status)


def test_a_hardened_process_still_reaches_its_own_files_by_their_descriptors() -> None:
    """The control socket, sticks and films are opened below /proc/self/fd."""
    looks = (
        "import os; from pathlib import Path; fd = os.open('/', os.O_RDONLY)\n"
        "assert (Path(f'/proc/self/fd/{fd}') / 'proc').is_dir()\n"
        "assert list(Path('/proc/self/fd').iterdir())\n"
        "assert Path('/proc/self/mountinfo').read_text()\n"
        "assert Path('/proc/self/smaps_rollup').read_text()\n"
    )
    said = python(f"{_HARDENED}{looks}{_TELLS}")
    assert said.stdout.splitlines()[-1:] == ["False (0, 0)"], said.stderr


def test_the_limit_holds_for_whatever_it_starts() -> None:
    child = "import subprocess; print(subprocess.run(['sh', '-c', 'ulimit -c'], capture_output=True).stdout)"
    assert python(f"{_HARDENED}{child}").stdout == "b'0\\n'\n"
