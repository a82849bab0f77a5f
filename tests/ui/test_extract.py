"""What is taken out of QML files for translators."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from tests.architecture.source import ROOT
from ui.extract import catalog, messages

QML = """
    Item {
        //: On the large button
        //: of the first screen.
        property string a: qsTr("Pick up")
        property string b: on ? qsTr('It\\'s %1 / %2').arg(x / 2) : qsTr(`As it is`)
        property string c: qsTr("Long " +
            "text")   // qsTr("not this one")
        /* nor qsTr("that one") */
        property string d: qsTr("%n door(s)", "", doors.length)
        property string e: qsTr("Close", "verb")
        property string f: qsTr("Größe … \\u0041", "", f(1, [2, 3]))
        property real third: width / 3
        property string g: "qsTr(no)"
    }
"""


def test_each_message_is_found_with_all_that_belongs_to_it() -> None:
    found = [
        (context, ids, remarks) for _line, context, ids, remarks in messages(textwrap.dedent(QML), "Home")
    ]
    assert found == [
        ("Home", ("Pick up",), ["On the large button", "of the first screen."]),
        ("Home", ("It's %1 / %2",), []),
        ("Home", ("As it is",), []),
        ("Home", ("Long text",), []),
        ("Home", ("%n door(s)", "%n door(s)"), []),
        ("Home|verb", ("Close",), []),
        ("Home", ("Größe … A", "Größe … A"), []),
    ]


@pytest.mark.parametrize("call", ["qsTr(name)", "qsTr()", "qsTr(`a ${b}`)", 'qsTr("a" + b)'])
def test_what_nobody_can_translate_is_refused(call: str) -> None:
    with pytest.raises(ValueError, match=r"Home\.qml:1: qsTr wants a plain text"):
        list(messages(f"Item {{ property string a: {call} }}", "Home"))


def test_babel_finds_the_same_by_its_own_command(tmp_path: Path) -> None:
    out = tmp_path / "cubby.pot"
    words = ("--quiet", "extract", "--mapping-file=locales/babel.cfg", f"--output-file={out}", ".")
    subprocess.run([sys.executable, "-m", "babel.messages.frontend", *words], cwd=ROOT, check=True)
    with out.open("rb") as file:
        by_command = {(message.context, message.id) for message in read_po(file) if message.id}
    assert by_command == {(message.context, message.id) for message in catalog(ROOT) if message.id}
    assert by_command
