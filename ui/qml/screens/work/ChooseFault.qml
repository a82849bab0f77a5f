pragma ComponentBehavior: Bound

import QtQuick
import controls

DoorPage {
    id: page

    headline: qsTr("What is wrong with door %1?").arg(label)
    instruction: qsTr("The door is out of service until somebody has checked it.")

    acts: Choices {
        stripColumns: 4
        uprightColumns: 2
        landscapeColumns: 2

        Repeater {
            model: ["lock", "door", "dirt", "other"]

            PushButton {
                required property string modelData
                text: Match.of(modelData, {
                    lock: qsTr("The lock"),
                    door: qsTr("The door"),
                    dirt: qsTr("Dirt"),
                    other: qsTr("Something else")
                })
                onClicked: page.answered(modelData, "")
            }
        }
    }
}
