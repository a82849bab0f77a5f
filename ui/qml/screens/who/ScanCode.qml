import QtQuick
import theme
import controls
import drawings

Page {
    id: page

    required property string audience
    required property string problem
    required property int wait
    required property string hint

    property int waitLeft: problem === "wait" ? wait : 0

    showsLeast: head.implicitHeight + 34 * Theme.unit
    showsMost: Theme.landscape ? height : 140 * Theme.unit

    ScanWords {
        id: help
        hint: page.hint
    }

    shows: Item {
        implicitHeight: 108 * Theme.unit

        Headline {
            id: head
            width: parent.width
            topPadding: Theme.landscape ? 0 : 3 * Theme.unit
            text: Match.of(page.audience, {
                staff: qsTr("Hold your badge up to the camera"),
                visitor: qsTr("Hold your code up to the camera")
            })
            sub: help.words || qsTr("About 15 cm away. Dim a bright phone.")
        }
        CameraFrame {
            anchors {
                top: head.bottom; topMargin: 4 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            active: page.waitLeft <= 0
            scene: Match.of(page.audience, { staff: Scenes.filmingBadge, visitor: Scenes.filming })
        }
    }
    asks: Notice {
        kind: "wait"
        text: page.waitLeft > 0 ? qsTr("There were many attempts here.") : Match.of(page.problem, {
            "none wait": "",
            clock: qsTr("We can't check this code right now."),
            not_found: qsTr("We don't know this code.")
        })
        sub: page.waitLeft > 0 ? qsTr("You can try again in %n seconds.", "", page.waitLeft) : Match.of(page.problem, {
            "none wait": "",
            clock: qsTr("Your parcel is safe. Use the digits from your message, or call us."),
            not_found: qsTr("Check it, and that this is the right locker.")
        })
    }
    acts: Choices {
        PushButton {
            lead: Icons.keyboard
            text: qsTr("Type the code instead")
            sign: Icons.forward
            onClicked: page.answered("back", "")
        }
    }

    Timer {
        interval: 1000
        repeat: true
        running: Theme.running && page.waitLeft > 0
        onTriggered: page.waitLeft -= 1
    }
}
