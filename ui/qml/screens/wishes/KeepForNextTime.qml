pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

Page {
    id: screen

    required property var wishes
    required property bool again

    showsLeast: words.implicitHeight + 2 * Theme.unit
    showsMost: height

    function named(wish: string): string {
        return Match.of(wish, {
            text: qsTr("Larger text"),
            contrast: qsTr("High contrast"),
            reach: qsTr("Buttons and doors low down"),
            slower: qsTr("More time"),
            still: qsTr("Fewer motions"),
            own_digits: qsTr("Digits of my language"),
            left_hand: qsTr("Buttons on the left"),
            speech: qsTr("Read aloud"),
            language: qsTr("My language")
        })
    }
    shows: Item {
        implicitHeight: words.implicitHeight

        Column {
            id: words
            anchors { left: parent.left; right: parent.right }
            y: Theme.landscape ? 0 : Math.max(0, Math.min(6 * Theme.unit, (parent.height - implicitHeight) * 0.5))
            spacing: 6 * Theme.unit

            Headline {
                width: parent.width
                text: qsTr("Keep this for next time?")
                sub: screen.wishes.map(screen.named).join(" · ")
            }
            Points {
                width: parent.width
                points: [
                    { sign: Icons.person, text: screen.again
                        ? qsTr("What for: your new settings come on as soon as we know you. The old ones go.")
                        : qsTr("What for: your settings come on as soon as we know you.") },
                    { sign: Icons.door, text: qsTr("Where: in this machine only, locked with a key of your own.") },
                    { sign: Icons.erase, text: qsTr("Delete them here at any pick-up, or call %1.").arg("\u2066" + screen.stage.phone + "\u2069") },
                    { sign: Icons.clock, text: qsTr("They are deleted after a year without a visit.") }
                ]
            }
        }
    }
    acts: Choices {
        stripColumns: 2

        PushButton {
            lead: Icons.cross
            text: qsTr("No, thank you")
            onClicked: screen.answered("no", "")
        }
        PushButton {
            main: true
            grave: true
            centred: true
            text: qsTr("Yes, keep it")
            onClicked: screen.answered("yes", "")
        }
    }
}
