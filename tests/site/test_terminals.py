"""What a site file says of its card terminals, and where their passwords are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hardware.terminals.registry import TerminalKind
from kiosk.site.loading import load_site
from kiosk.site.parts.money.terminals import TerminalSite, password_of, passwords_amiss
from kiosk.site.problems import SiteProblem, SiteRefused
from kiosk.site.whole import Site
from kiosk.terminal.sites import check

DEMO = Path(__file__).parents[2] / "assets" / "sites" / "demo.toml"
ZVT = '[[terminals]]\nkind = "zvt"\nport = "tcp://192.0.2.9:20007"\ncurrency = "EUR"\n'
MDB = '[[terminals]]\nkind = "mdb"\nport = "/dev/mdb"\ncurrency = "EUR"\n'

Loaded = Callable[[str], Site]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "site.toml"


@pytest.fixture
def saying(file: Path) -> Loaded:
    """The demo's site file without its currency and with more at its end, loaded."""

    def load(more: str) -> Site:
        lines = DEMO.read_text("utf-8").splitlines()
        text = "\n".join(line for line in lines if not line.startswith("currency"))
        file.write_text(f"{text}\n{more}\n", "utf-8")
        return load_site(file)

    return load


def told(saying: Loaded, more: str) -> list[str]:
    with pytest.raises(SiteRefused) as refused:
        saying(more)
    return [f"{problem.where}: {problem.what}" for problem in refused.value.problems]


def test_little_has_to_be_said(saying: Loaded) -> None:
    assert saying("").terminals == ()
    assert saying(ZVT).terminals == (
        TerminalSite("terminal", TerminalKind.ZVT, "tcp://192.0.2.9:20007", "EUR"),
    )


def test_everything_said(saying: Loaded, file: Path) -> None:
    (one, two) = saying(f'{ZVT}baud = 115200\npassword = "pin.txt"\n{MDB}name = "reader"\n').terminals
    assert (one.baud, one.password) == (115200, file.parent / "pin.txt")
    assert two == TerminalSite("reader", TerminalKind.MDB, "/dev/mdb", "EUR")


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (
            ZVT + 'password = "123456"',
            'terminals["terminal"].password: found a password itself; wanted the name of a file that',
        ),
        (
            ZVT.replace('currency = "EUR"\n', ""),
            'terminals["terminal"].currency: it is missing; wanted such as "EUR", here or as `currency`',
        ),
        (ZVT.replace("EUR", "XOF"), 'terminals["terminal"].currency: found "XOF"; wanted one of AUD, BGN, '),
        (
            MDB + "baud = 9600",
            'terminals["terminal"].baud: found a key that "mdb" has no use for; wanted none',
        ),
        (ZVT.replace("zvt", "nexo"), 'terminals[1].kind: found "nexo"; wanted one of "zvt", "mdb"'),
        (ZVT.replace("tcp://192.0.2.9:20007", "COM1"), 'terminals["terminal"].port: found "COM1"; wanted a '),
        (ZVT + MDB, "terminals: "),
        (
            ZVT + ZVT + 'name = "two"',
            'terminals["two"].port: found "tcp://192.0.2.9:20007"; wanted a port where nothing else is',
        ),
        (ZVT + 'name = "printer"', "terminals: "),
    ],
)
def test_what_can_be_wrong(saying: Loaded, more: str, sentence: str) -> None:
    (problem,) = told(saying, more)
    assert problem.startswith(sentence)


def test_a_password_in_the_site_file_is_not_said_back(saying: Loaded) -> None:
    assert "123456" not in " ".join(told(saying, ZVT + 'password = "123456"'))


def test_the_password_is_read_from_a_file_that_only_cubby_reads(saying: Loaded, file: Path) -> None:
    (terminal,) = saying(ZVT + 'password = "pin.txt"').terminals
    missing = password_of(terminal)
    assert isinstance(missing, SiteProblem)
    assert missing.what.endswith("can't be read (No such file or directory)")
    kept = file.parent / "pin.txt"
    kept.write_text("4711")
    wrong = password_of(terminal)
    assert isinstance(wrong, SiteProblem)
    assert "4711" not in wrong.what
    kept.write_text("471147\n")
    kept.chmod(0o644)
    assert password_of(terminal) == "471147"
    (open_,) = passwords_amiss([terminal])
    assert open_.what == f"{kept} can be read by others; try: chmod 600"
    kept.chmod(0o600)
    assert list(passwords_amiss([terminal])) == []


def test_site_check_warns_of_a_password_that_is_missing(
    saying: Loaded, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    saying(ZVT + 'password = "pin.txt"')
    assert check([str(file)]) == 0
    assert 'Warning: terminals["terminal"].password: ' in capsys.readouterr().out
