"""`cubby test`: every check that continuous integration makes, up to the first that finds something."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

_USAGE = """Usage: cubby test [PYTEST ARGUMENT ...]

Runs sh -n, ruff, mypy and qmllint over everything, then pytest with the arguments given
(all tests where there are none), and stops at the first that finds something."""

_PYTEST_STATUS: Mapping[int, int] = {0: 0, 4: 2}


@dataclass(frozen=True, slots=True)
class Check:
    """A tool's name and the command that runs it at the top of the tree."""

    name: str
    command: tuple[str, ...]


def checks(root: Path) -> list[Check]:
    """The tools to run on the tree at `root` before its tests, the quickest first."""
    python = sys.executable
    # With relative paths qmllint takes the singletons of a folder for undeclared.
    qml = sorted(map(str, (root / "ui").rglob("*.qml")))
    strict = ("--max-warnings", "0", "--unused-imports", "warning", "-I", str(root / "ui" / "qml"))
    return [
        Check("sh -n", ("sh", "-n", "cubby")),
        Check("ruff check", (python, "-m", "ruff", "check", "--quiet", ".")),
        Check("ruff format", (python, "-m", "ruff", "format", "--check", "--quiet", ".")),
        Check("mypy", (python, "-m", "mypy", "--no-error-summary")),
        Check("qmllint", (str(_qmllint()), *strict, *qml)),
    ]


def main(arguments: Sequence[str]) -> int:
    """Check this tree; `arguments` go to pytest, their paths seen from the current folder."""
    if list(arguments) in (["--help"], ["-h"]):
        print(_USAGE)
        return 0
    if not run(checks(ROOT), ROOT):
        return 1
    here = Path.cwd()
    spread = (
        () if arguments else ("-n", "3", "--dist", "worksteal")
    )  # some wait: two cores keep up with three
    given = (absolute(argument, here) for argument in arguments)
    pytest = (sys.executable, "-m", "pytest", *spread, *given)
    status = subprocess.run(pytest, cwd=ROOT, check=False).returncode
    return _PYTEST_STATUS.get(status, 1)


def run(planned: Sequence[Check], root: Path) -> bool:
    """Run each check in `root` until one finds something; whether all were content."""
    for check in planned:
        print(f"cubby test: {check.name}", flush=True)
        if subprocess.run(check.command, cwd=root, check=False).returncode != 0:
            print(
                f"cubby test: {check.name} wants something mended, and the rest was not run", file=sys.stderr
            )
            return False
    return True


def absolute(argument: str, here: Path) -> str:
    """The argument with its path, where it names something seen from `here`, made absolute."""
    path, separator, rest = argument.partition("::")
    exists = bool(path) and not path.startswith("-") and (here / path).exists()
    return f"{here / path}{separator}{rest}" if exists else argument


def _qmllint() -> Path:
    spec = find_spec("PySide6")
    if spec is None or spec.origin is None:
        raise RuntimeError("PySide6 is not installed")
    return Path(spec.origin).parent / "qmllint"
