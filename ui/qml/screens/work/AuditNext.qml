import QtQuick
import theme
import controls

DoorPage {
    id: page

    required property int index
    required property int of
    required property int differences

    headline: qsTr("Next: door %1").arg(label)
    instruction: qsTr("Number %1 of %2.").arg(Theme.figure(index)).arg(Theme.figure(of))
    detail: differences > 0 ? qsTr("%n doors so far don't match our records.", "", differences) : ""

    acts: Choices {
        stripColumns: 3

        PushButton {
            main: true
            lead: Icons.door
            text: qsTr("Open door")
            onClicked: page.answered("open", "")
        }
        PushButton {
            text: qsTr("Skip this door")
            onClicked: page.answered("skip", "")
        }
        PushButton {
            text: qsTr("Stop checking")
            onClicked: page.answered("stop", "")
        }
    }
}
