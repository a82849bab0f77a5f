pragma ComponentBehavior: Bound

import QtQuick
import "../theme"
import "../controls"

Page {
    id: page

    required property string group
    required property var offered

    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: Theme.landscape ? height : 120 * Theme.unit

    shows: Item {
        implicitHeight: 120 * Theme.unit

        Headline {
            id: head
            width: parent.width
            topPadding: Theme.landscape ? 0 : 3 * Theme.unit
            text: page.group === "devices" ? qsTr("Which device?") : qsTr("What about the machine?")
            sub: qsTr("What you do here is written into the journal.")
        }
        CabinetPicture {
            anchors {
                top: head.bottom; topMargin: 5 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            visible: height > 30 * Theme.unit
            cabinet: page.stage.cabinet
            open: page.stage.doorsOpen
        }
    }
    acts: Choices {
        stripColumns: 3
        landscapeColumns: page.offered.length > 4 ? 2 : 1

        Repeater {
            model: page.offered

            PushButton {
                required property string modelData
                lead: modelData === "restart" ? Icons.again : Icons.off
                text: modelData === "restart" ? qsTr("Restart") : qsTr("Shut down")
                sign: Icons.forward
                onClicked: page.answered(modelData, "")
            }
        }
    }
}
