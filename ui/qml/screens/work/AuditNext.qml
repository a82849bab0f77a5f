import QtQuick
import theme
import controls

DoorPage {
    id: page

    required property int index
    required property int of
    required property int differences

    headline: qsTr("Next is door %1").arg(label)
    instruction: qsTr("Number %1 of %2.").arg(index).arg(of)
    detail: differences > 0 ? qsTr("%n compartments were not as booked so far.", "", differences) : ""

    acts: Choices {
        stripColumns: 3

        PushButton {
            main: true
            lead: Icons.door
            text: qsTr("Open it")
            onClicked: page.answered("open", "")
        }
        PushButton {
            text: qsTr("Leave it out")
            onClicked: page.answered("skip", "")
        }
        PushButton {
            text: qsTr("End the walk")
            onClicked: page.answered("stop", "")
        }
    }
}
