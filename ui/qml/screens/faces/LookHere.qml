pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

Page {
    id: page

    required property string asked
    required property var colour
    required property var hints
    required property bool flashes

    readonly property bool turning: asked === "turn-left" || asked === "turn-right"
    /** Pale colours only; what is shown stays for nearly half a second, whatever comes. */
    readonly property color wanted: colour.length === 3 && Math.min(...colour) >= 150
        ? Qt.rgba(colour[0] / 255, colour[1] / 255, colour[2] / 255, 1) : "transparent"

    /** Milliseconds; more than two changes a second may harm. */
    property int pause: 450

    function change(): void {
        if (holding.running || flash === wanted)
            return
        flash = wanted
        holding.start()
    }

    showsLeast: head.implicitHeight + 34 * Theme.unit
    showsMost: Theme.landscape ? height : 120 * Theme.unit
    onWantedChanged: change()
    Component.onCompleted: change()

    Timer {
        id: holding
        interval: page.pause
        onTriggered: page.change()
    }
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
            text: Match.of(page.asked, {
                "turn-left": qsTr("Turn your head to the left"),
                "turn-right": qsTr("Turn your head to the right"),
                "hold-still": qsTr("Hold still"),
                "look-ahead": qsTr("Look at the camera")
            })
            sub: help.words || Match.of(page.asked, {
                "turn-left turn-right": qsTr("Slowly, and then look ahead again."),
                "hold-still": qsTr("The screen shows a few pale colours."),
                "look-ahead": qsTr("This shows us that it's you.")
            })
        }
        CameraFrame {
            id: picture
            anchors {
                top: head.bottom; topMargin: 4 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            oval: true
            good: page.hints.length === 0
            // Its black would swallow the light that is to fall on the face.
            visible: !Theme.flashing
        }
        Icon {
            // Beside the oval, on the side to which the picture's face, as in a mirror, turns as well.
            LayoutMirroring.enabled: false
            visible: page.turning
            size: Math.min(picture.width, picture.height) * 0.24
            readonly property bool toLeft: page.asked === "turn-left"
            x: toLeft ? picture.x + 3 * Theme.unit : picture.x + picture.width - width - 3 * Theme.unit
            y: picture.y + (picture.height - height) / 2
            path: toLeft ? Icons.toLeft : Icons.toRight
            tone: "#FFFFFF"
            weight: 2.4
        }
    }
    acts: Choices {
        stripColumns: 2

        PushButton {
            visible: page.flashes
            lead: Icons.contrast
            text: qsTr("Continue without colours")
            onClicked: page.answered("without_flashes", "")
        }
        PushButton {
            lead: Icons.keyboard
            text: qsTr("Type the code instead")
            sign: Icons.forward
            onClicked: page.answered("code", "")
        }
    }
}
