import QtQuick
import theme
import controls
import drawings

Page {
    id: page

    required property string service
    required property string text
    required property bool can_scan
    required property bool camera
    required property string hint

    readonly property var said: page.stage.services[service] ?? ({ name: "", hint: "" })

    showsLeast: head.implicitHeight + 22 * Theme.unit
    showsMost: Theme.landscape ? height : 100 * Theme.unit

    ScanWords {
        id: help
        hint: page.hint
    }

    shows: Item {
        implicitHeight: 100 * Theme.unit

        Headline {
            id: head
            width: parent.width
            topPadding: Theme.landscape ? 0 : 3 * Theme.unit
            text: page.can_scan ? qsTr("Scan what you bring back") : qsTr("Which number is on it?")
            sub: help.words ? help.words
                : !page.can_scan ? page.said.name
                : page.camera ? qsTr("Hold its label up to the camera or the scanner.")
                              : qsTr("Hold its label up to the scanner.")
        }
        Item {
            anchors {
                top: head.bottom; topMargin: 4 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }

            CameraFrame {
                anchors.fill: parent
                visible: page.camera
                active: visible
                scene: Scenes.filmingLabel
            }
            Drawing {
                anchors.fill: parent
                visible: !page.camera
                parts: page.can_scan ? Scenes.labelling : Scenes.typingLabel
                flipped: page.LayoutMirroring.enabled
            }
        }
    }
    asks: Notice {
        kind: "wait"
        text: page.text === "" ? "" : qsTr("That isn't the one you took here.")
        sub: page.text === "" ? "" : qsTr("Please scan the other label, or go on without.")
        code: page.text
    }
    acts: Choices {
        stripColumns: 2

        PushButton {
            lead: Icons.keyboard
            text: qsTr("Type the number")
            sign: Icons.forward
            onClicked: page.answered("type", "")
        }
        PushButton {
            lead: Icons.cross
            text: qsTr("No label")
            sign: Icons.forward
            onClicked: page.answered("without", "")
        }
    }
}
