import QtQuick
import theme
import controls

Page {
    id: page

    required property string standing
    required property string text
    required property int length
    required property string kind
    required property string sight

    readonly property bool there: standing !== "gone" && standing !== "black"

    steady: true
    showsLeast: head.implicitHeight + 34 * Theme.unit
    showsMost: Theme.landscape ? height : 130 * Theme.unit

    shows: Item {
        implicitHeight: 108 * Theme.unit

        Headline {
            id: head
            width: parent.width
            topPadding: Theme.landscape ? 0 : 3 * Theme.unit
            text: Match.of(page.standing, {
                gone: qsTr("Camera not connected"),
                black: qsTr("The picture is black"),
                read: qsTr("The camera read a code"),
                "waits unreadable": qsTr("Hold any code up to the camera")
            })
            sub: Match.of(page.standing, {
                gone: qsTr("Check its cable. This page continues when the camera is back."),
                black: qsTr("Check that the lens is uncovered and that there is light."),
                "read waits unreadable": qsTr("About 15 cm away. The picture should be bright and sharp.")
            })
        }
        CameraFrame {
            anchors {
                top: head.bottom; topMargin: 4 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            active: page.there
        }
    }
    asks: Column {
        spacing: 2 * Theme.unit

        Notice {
            width: parent.width
            kind: Match.of(page.sight, {
                "unknown good": "done", "closer hold-still dim-your-phone too-dark": "wait"
            })
            text: page.there ? sighted : ""
            readonly property string sighted: Match.of(page.sight, {
                unknown: "",
                good: qsTr("The picture is clear"),
                closer: qsTr("Too far away"),
                "hold-still": qsTr("The picture is blurred"),
                "dim-your-phone": qsTr("The phone is too bright"),
                "too-dark": qsTr("The picture is too dark")
            })
            sub: Match.of(page.sight, {
                closer: qsTr("Hold the code closer."),
                "hold-still": qsTr("Hold still. If that doesn't help, clean or focus the lens."),
                "dim-your-phone": qsTr("Dim it and try again."),
                "too-dark": qsTr("Switch on the light above the camera."),
                "unknown good": ""
            })
        }
        ReadCard {
            width: parent.width
            text: page.text
            length: page.length
            kind: page.kind
        }
    }
    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Done")
            onClicked: page.answered("back", "")
        }
    }
}
