import theme
import controls
import drawings

DoorPage {
    id: page

    required property string purpose

    way: purpose
    step: 1
    scene: Scenes.press
    headline: qsTr("Door %1 is stuck").arg(label)
    instruction: qsTr("Press it with the flat of your hand, let go, then try again.")

    acts: Choices {
        stripColumns: 2

        PushButton {
            main: true
            text: qsTr("Try again")
            onClicked: page.answered("try_again", "")
        }
        PushButton {
            text: Match.of(page.purpose, { put: qsTr("Use another door"), "take look": qsTr("The door doesn't open") })
            sign: Icons.forward
            onClicked: page.answered("give_up", "")
        }
    }
}
