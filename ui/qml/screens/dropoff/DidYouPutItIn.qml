import theme
import controls
import drawings

DoorPage {
    id: page

    asking: true
    scene: Scenes.put
    headline: qsTr("Did you put it in?")
    instruction: qsTr("Door %1 was open only briefly.").arg(label)

    acts: Choices {
        stripColumns: 3

        PushButton {
            main: true
            lead: Icons.tick
            text: qsTr("Yes, it is inside")
            onClicked: page.answered("yes", "")
        }
        PushButton {
            lead: Icons.door
            text: qsTr("No, open the door again")
            onClicked: page.answered("again", "")
        }
        PushButton {
            lead: Icons.cross
            text: qsTr("No, I keep it")
            onClicked: page.answered("keep", "")
        }
    }
}
