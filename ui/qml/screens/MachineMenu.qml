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
        uprightColumns: page.offered.length > 5 ? 2 : 1
        landscapeColumns: page.offered.length > 4 ? 2 : 1

        Repeater {
            model: page.offered

            PushButton {
                required property string modelData
                lead: modelData === "restart" ? Icons.again : Icons.off
                text: modelData === "restart" ? qsTr("Restart") : qsTr("Shut down")
                onClicked: page.answered(modelData, "")
            }
        }
    }
}
