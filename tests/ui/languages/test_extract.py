"""What is taken out of QML files for translators."""

from __future__ import annotations

import textwrap

import pytest

from ui.extract import messages

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
    assert list(messages(textwrap.dedent(QML), "Home")) == [
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
