pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

Page {
    id: screen

    required property int part
    required property int keep_days

    readonly property bool first: part === 1

    showsLeast: words.implicitHeight + 2 * Theme.unit
    showsMost: height

    shows: Item {
        implicitHeight: words.implicitHeight

        Column {
            id: words
            anchors { left: parent.left; right: parent.right }
            y: Theme.landscape ? 0 : Math.max(0, Math.min(6 * Theme.unit, (parent.height - implicitHeight) * 0.5))
            spacing: 6 * Theme.unit

            Headline {
                width: parent.width
                text: screen.first ? qsTr("Pick up with your face next time?")
                                   : qsTr("Before you say yes")
                sub: screen.first ? qsTr("Only if you want. Your code always works, too.")
                                  : qsTr("You can change your mind at any time.")
            }
            Points {
                width: parent.width
                points: screen.first ? [
                    { sign: Icons.pickUp, text: qsTr("What for: the camera recognises you, and you need no code.") },
                    { sign: Icons.person, text: qsTr("What we save: numbers that describe your face. No picture.") },
                    { sign: Icons.door, text: qsTr("Where: in this machine only, locked with a key of your own.") }
                ] : [
                    { sign: Icons.clock, text: qsTr("The numbers are deleted after %n days without use.", "", screen.keep_days) },
                    { sign: Icons.erase, text: qsTr("Have them deleted here at any pick-up, or call %1.").arg("\u2066" + screen.stage.phone + "\u2069") },
                    { sign: Icons.info, text: qsTr("Cameras recognise some groups of people better than others.") },
                    { sign: Icons.keyboard, text: qsTr("Optional: your code always opens the door.") }
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
            grave: !screen.first
            centred: true
            text: screen.first ? qsTr("Read on") : qsTr("Yes, I agree")
            onClicked: screen.answered(screen.first ? "more" : "yes", "")
        }
    }
}
