import theme
import controls
import drawings

DoorPage {
    id: page

    asking: true
    scene: Scenes.pushFull
    headline: qsTr("Can you close door %1?").arg(label)
    instruction: qsTr("Your parcel is safe either way.")

    acts: Choices {
        stripColumns: 2

        PushButton {
            main: true
            lead: Icons.tick
            text: qsTr("Yes")
            onClicked: page.answered("yes", "")
        }
        PushButton {
            text: qsTr("No, I need help")
            sign: Icons.forward
            onClicked: page.answered("no", "")
        }
    }
}
