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
                lead: {
                    switch (modelData) {
                    case "scanner": return Icons.scanner
                    case "camera": return Icons.camera
                    case "printer": return Icons.list
                    }
                    return Icons.sound
                }
                text: {
                    switch (modelData) {
                    case "scanner": return qsTr("Scanner")
                    case "camera": return qsTr("Camera")
                    case "printer": return qsTr("Printer")
                    }
                    return qsTr("Sound and brightness")
                }
                sign: Icons.forward
                onClicked: page.answered(modelData, "")
            }
        }
    }
}
