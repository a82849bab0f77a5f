import QtQuick
import theme
import controls
import drawings

Page {
    id: page

    required property string service
    required property string problem
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
            text: page.can_scan ? qsTr("Scan the label") : qsTr("What does the label say?")
            sub: help.words ? help.words
                : !page.can_scan ? page.said.name
                : page.camera ? qsTr("Hold the label up to the camera or the scanner.")
                              : qsTr("Hold the label up to the scanner.")
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
        text: Match.of(page.problem, {
            none: "",
            unreadable: qsTr("We can't read this label."),
            misread: qsTr("Please scan the label again."),
            already_in: qsTr("This parcel is already in the locker."),
            not_this: qsTr("A courier brings this parcel.")
        })
        sub: Match.of(page.problem, {
            none: "",
            unreadable: qsTr("Hold the label flat, or type its number."),
            misread: qsTr("The number has a typo. If it repeats, choose “No label”."),
            already_in: qsTr("Is there another label on it?"),
            not_this: qsTr("Is there another label on it?")
        })
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
            sub: Theme.reach ? "" : qsTr("You get a number to write on it.")
            sign: Icons.forward
            onClicked: page.answered("no_label", "")
        }
    }
}
