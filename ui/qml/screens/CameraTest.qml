import QtQuick
import "../theme"
import "../controls"

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
            text: page.standing === "gone" ? qsTr("The camera is not there")
                : page.standing === "black" ? qsTr("The camera sees nothing but black")
                : page.standing === "read" ? qsTr("The camera has read a code")
                : qsTr("Hold any code up to the camera")
            sub: page.standing === "gone" ? qsTr("Check its cable. This page goes on by itself when it is back.")
               : page.standing === "black" ? qsTr("Look whether its lens is covered and whether there is light.")
               : qsTr("About 15 cm away. Its picture should be bright and sharp.")
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
            kind: page.sight === "good" ? "done" : "wait"
            text: {
                if (!page.there)
                    return ""
                switch (page.sight) {
                case "good": return qsTr("Nothing is in the way")
                case "closer": return qsTr("Too far away")
                case "hold-still": return qsTr("The picture is blurred")
                case "dim-your-phone": return qsTr("The phone is too bright")
                case "too-dark": return qsTr("The picture is too dark")
                }
                return ""
            }
            sub: {
                switch (page.sight) {
                case "closer": return qsTr("Hold the code closer.")
                case "hold-still": return qsTr("Hold still. If that does not help, clean or focus the lens.")
                case "dim-your-phone": return qsTr("Dim it and try again.")
                case "too-dark": return qsTr("Switch the light above the camera on.")
                }
                return ""
            }
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
