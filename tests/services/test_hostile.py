"""Whatever a service file says: rules, or sentences; never another end."""

from __future__ import annotations

import random
import re
from pathlib import Path
from typing import Final

import pytest

from kiosk.services.files import IN_A_FOLDER, SHIPPED
from kiosk.services.reading import load_rules
from kiosk.site.problems import SiteRefused

ODD: Final = (
    *("3", "-1", "1.5", '"x"', '""', "true", "[]", "{}", "[[1]]", '["x"]', "{ a = { b = 1 } }", "[{}]"),
    *('[{ name = "x" }]', '"anyone"', '"after"', '"none"', '"offer"', '"5 open-days"', "1979-05-27"),
    *('["anyone", 3]', "'''\n'''"),
)
ROUNDS: Final = 40
_PAIR: Final = re.compile(r"^(\s*[\w.-]+ = )(?!.*[\[{]$)(.*)$")
_INNER: Final = re.compile(r'(?<== )("[^"]*"|\d+|true|false|\[[^\[\]{}]*\])')


def broken(text: str, chance: random.Random) -> str:
    """The text with a few values, keys or lines as nobody would write them."""
    lines = text.splitlines()
    for _ in range(chance.randint(1, 3)):
        at = chance.randrange(len(lines))
        match chance.randrange(4):
            case 0:
                lines[at] = _PAIR.sub(lambda found: found[1] + chance.choice(ODD), lines[at])
            case 1:
                lines[at] = _INNER.sub(lambda _: chance.choice(ODD), lines[at], count=1)
            case 2:
                lines[at] = re.sub(r"^(\s*)(\w+) =", r"\1\2x =", lines[at])
            case _:
                del lines[at : at + chance.randint(1, 4)]
                lines = lines or ["x = 1"]
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize("name", sorted(file.parent.name for file in SHIPPED.glob(f"*/{IN_A_FOLDER}")))
def test_a_broken_file_is_rules_or_sentences(tmp_path: Path, name: str) -> None:
    chance = random.Random(name)  # noqa: S311  the same files each time
    text = (SHIPPED / name / IN_A_FOLDER).read_text("utf-8")
    file = tmp_path / f"{name}.toml"
    refused = 0
    for _ in range(ROUNDS):
        file.write_text(broken(text, chance), "utf-8")
        told = _sentences(file)
        refused += bool(told)
        assert not [one for one in told if "None" in one or "null" in one]
    assert refused > ROUNDS // 4


def _sentences(file: Path) -> list[str]:
    try:
        load_rules(file)
    except SiteRefused as refusal:
        return [str(problem) for problem in refusal.problems]
    return []
