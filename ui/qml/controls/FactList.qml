pragma ComponentBehavior: Bound

import QtQuick
import theme

/** Facts below each other: what it is, and how it stands. `facts`: {name, value, wrong}. */
Rectangle {
    id: list

    property var facts: []
    readonly property real letters: Theme.landscape || Theme.reach ? Theme.note * 1.1 : Theme.body * 0.95

    implicitHeight: rows.implicitHeight + 4 * Theme.unit
    radius: Theme.radius
    color: Theme.card
    border.width: Theme.hairline
    border.color: Theme.line

    Column {
        id: rows
        anchors {
            left: parent.left; leftMargin: 3 * Theme.unit
            right: parent.right; rightMargin: 3 * Theme.unit
            verticalCenter: parent.verticalCenter
        }
        spacing: (Theme.landscape ? 1.6 : 2.4) * Theme.unit

        Repeater {
            model: list.facts

            Item {
                id: fact
                required property var modelData
                readonly property bool wrong: modelData.wrong === true

                width: rows.width
                implicitHeight: Math.max(name.implicitHeight, value.implicitHeight)
                Accessible.role: Accessible.StaticText
                Accessible.name: modelData.name + ": " + modelData.value

                Phrase {
                    id: name
                    anchors { left: parent.left; verticalCenter: parent.verticalCenter }
                    width: 0.44 * parent.width
                    text: fact.modelData.name
                    size: list.letters
                    tone: Theme.quiet
                    spoken: false
                }
                Badge {
                    id: sign
                    anchors { left: name.right; leftMargin: Theme.unit; verticalCenter: parent.verticalCenter }
                    visible: fact.wrong
                    implicitWidth: 5 * Theme.unit
                    kind: "wait"
                }
                Phrase {
                    id: value
                    anchors {
                        left: fact.wrong ? sign.right : name.right; leftMargin: (fact.wrong ? 1.6 : 1) * Theme.unit
                        right: parent.right; verticalCenter: parent.verticalCenter
                    }
                    text: fact.modelData.value
                    size: list.letters
                    strong: fact.wrong
                    // An address has no words.
                    wrapMode: Text.Wrap
                    figures: true
                    spoken: false
                }
            }
        }
    }
}
