pragma ComponentBehavior: Bound

import QtQuick
import "../theme"
import "../controls"

MenuPage {
    id: page

    required property var offered

    headline: qsTr("What about the machine?")
    explained: qsTr("What you do here is written into the journal.")
    acts: Choices {
        stripColumns: 3
        uprightColumns: page.offered.length > 4 ? 2 : 1
        landscapeColumns: page.offered.length > 4 ? 2 : 1

        Repeater {
            model: page.offered

            PushButton {
                required property string modelData
                lead: {
                    switch (modelData) {
                    case "network": return Icons.globe
                    case "storage": return Icons.disk
                    case "export": return Icons.lower
                    case "restart": return Icons.again
                    }
                    return Icons.off
                }
                text: {
                    switch (modelData) {
                    case "network": return qsTr("Network")
                    case "storage": return qsTr("Disk and journal")
                    case "export": return qsTr("Write onto a stick")
                    case "restart": return qsTr("Restart")
                    }
                    return qsTr("Shut down")
                }
                onClicked: page.answered(modelData, "")
            }
        }
    }
}
