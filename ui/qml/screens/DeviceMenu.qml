pragma ComponentBehavior: Bound

import QtQuick
import "../theme"
import "../controls"

MenuPage {
    id: page

    required property var offered

    headline: qsTr("Which device would you like to try?")
    explained: qsTr("What it reads or prints is shown here and kept nowhere.")
    acts: Choices {
        stripColumns: 4

        Repeater {
            model: page.offered

            PushButton {
                required property string modelData
                lead: modelData === "scanner" ? Icons.scanner : Icons.camera
                text: modelData === "scanner" ? qsTr("Scanner") : qsTr("Camera")
                sign: Icons.forward
                onClicked: page.answered(modelData, "")
            }
        }
    }
}
