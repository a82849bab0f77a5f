import theme
import controls
import drawings

DoorPage {
    id: page

    required property bool undo
    required property bool lent

    asking: true
    scene: Scenes.tookIt
    headline: lent ? qsTr("Did you take it out?") : undo ? qsTr("Did you take the parcel out?") : qsTr("Did you take your parcel?")
    instruction: qsTr("Door %1 was open only briefly.").arg(label)

    acts: Choices {
        stripColumns: 2

        PushButton {
            main: true
            lead: Icons.tick
            text: qsTr("Yes, I have it")
            onClicked: page.answered("yes", "")
        }
        PushButton {
            lead: Icons.door
            text: page.undo ? qsTr("No, it is still inside") : qsTr("No, open the door again")
            onClicked: page.answered("no", "")
        }
    }
}
