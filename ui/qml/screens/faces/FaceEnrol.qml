pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

Page {
    id: page

    required property int have
    required property int wanted
    required property var hints

    showsLeast: head.implicitHeight + 34 * Theme.unit
    showsMost: Theme.landscape ? height : 120 * Theme.unit

    FaceHint {
        id: help
        hint: page.hints[0] ?? ""
    }

    shows: Item {
        implicitHeight: 120 * Theme.unit

        Headline {
            id: head
            width: parent.width
            topPadding: Theme.landscape ? 0 : 3 * Theme.unit
            text: qsTr("Look at the camera")
            sub: help.words || qsTr("Good. Stay like this.")
        }
        CameraFrame {
            anchors {
                top: head.bottom; topMargin: 4 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            oval: true
            good: page.hints.length === 0
        }
    }
    asks: Column {
        spacing: 2 * Theme.unit

        Row {
            width: parent.width
            spacing: 2 * Theme.unit
            Accessible.ignored: true

            Repeater {
                model: page.wanted

                Rectangle {
                    id: dot
                    required property int index
                    readonly property bool full: index < page.have

                    width: 8 * Theme.unit
                    height: width
                    radius: width / 2
                    color: full ? Theme.done : Theme.card
                    border.width: Theme.hairline * 1.5
                    border.color: full ? Theme.done : Theme.edge

                    Icon {
                        anchors.centerIn: parent
                        visible: dot.full
                        size: parent.width * 0.65
                        path: Icons.tick
                        tone: Theme.signInk
                        weight: 2.6
                    }
                }
            }
        }
        Phrase {
            width: parent.width
            //: %n is how many good pictures the camera has, %1 how many it needs. None of them is kept.
            text: qsTr("%n of %1 good views", "", page.have).arg(page.wanted)
            tone: Theme.quiet
        }
    }
    acts: Choices {
        PushButton {
            lead: Icons.cross
            text: qsTr("Cancel, save nothing")
            onClicked: page.answered("back", "")
        }
    }
}
