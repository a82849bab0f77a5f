pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

MenuPage {
    id: page

    required property var offered

    headline: qsTr("Which device?")
    explained: qsTr("What you scan or print here is not stored.")
    acts: Choices {
        stripColumns: 4

        Repeater {
            model: page.offered

            PushButton {
                required property string modelData
                lead: Match.of(modelData, {
                    scanner: Icons.scanner,
                    camera: Icons.camera,
                    printer: Icons.list,
                    sound: Icons.sound
                })
                text: Match.of(modelData, {
                    scanner: qsTr("Scanner"),
                    camera: qsTr("Camera"),
                    printer: qsTr("Printer"),
                    sound: qsTr("Sound and brightness")
                })
                sign: Icons.forward
                onClicked: page.answered(modelData, "")
            }
        }
    }
}
