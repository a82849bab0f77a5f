"""`cubby completion`: what a shell offers, asked of a real bash."""

from __future__ import annotations

import shlex
import shutil
import subprocess

import pytest

from kiosk.cli import main
from tests.cli import COMMANDS
from tests.helpers.program import CUBBY

ASK = """
source /dev/stdin <<'COMPLETION'
{script}
COMPLETION
COMP_WORDS=(cubby {words})
COMP_CWORD={last}
_shtab_cubby
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


@pytest.fixture(scope="module")
def script() -> str:
    told = subprocess.run(
        (CUBBY, "completion", "bash"), capture_output=True, text=True, timeout=120, check=True
    )
    return told.stdout


def offered(script: str, *words: str) -> set[str]:
    asked = ASK.format(script=script, words=" ".join(map(shlex.quote, words)), last=len(words))
    bash = shutil.which("bash")
    assert bash
    told = subprocess.run((bash,), input=asked, capture_output=True, text=True, timeout=60, check=True)
    return {word.strip() for word in told.stdout.splitlines() if word.strip()}


def test_bash_offers_every_command(script: str) -> None:
    assert offered(script, "") >= {name.split()[0] for name in COMMANDS} | {"help"}
    for name in COMMANDS:
        first, _, second = name.partition(" ")
        if second and first != "simulate":
            assert second in offered(script, first, "")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("st",), {"staff", "status"}),
        (("site", "check", "--j"), {"--json"}),
        (("journal", ""), {"verify", "tail", "export", "rebuild", "restore"}),
        (("journal", "tail", "--s"), {"--since"}),
        (("list", "d"), {"doors", "delegations"}),
        (("completion", ""), {"bash", "zsh"}),
        (("withdraw", "--role", ""), {"courier", "technician"}),
        (("help", "sta"), {"staff", "status"}),
    ],
)
def test_bash_offers_what_fits(script: str, words: tuple[str, ...], expected: set[str]) -> None:
    assert offered(script, *words) >= expected
    if words[-1]:
        assert offered(script, *words) == expected


def test_zsh_has_a_function_of_its_own(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["completion", "zsh"], COMMANDS) == 0
    told = capsys.readouterr().out
    assert told.startswith("#compdef cubby\n")
    assert all(name.split()[0] in told for name in COMMANDS)


def test_another_shell_is_wrong_usage() -> None:
    with pytest.raises(SystemExit) as ended:
        main(["completion", "fish"])
    assert ended.value.code == 2
