pragma ComponentBehavior: Bound

import QtQuick
import "../controls"

DoorPage {
    id: page

    headline: qsTr("What is wrong with door %1?").arg(label)
    instruction: qsTr("It is out of service until somebody has checked it.")

    acts: Choices {
        stripColumns: 4
        uprightColumns: 2
        landscapeColumns: 2

        Repeater {
            model: ["lock", "door", "dirt", "other"]

            PushButton {
                required property string modelData
                text: modelData === "lock" ? qsTr("The lock") : modelData === "door" ? qsTr("The door")
                    : modelData === "dirt" ? qsTr("It is dirty") : qsTr("Something else")
                onClicked: page.answered(modelData, "")
            }
        }
    }
}
