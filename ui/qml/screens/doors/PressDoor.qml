import theme
import controls

DoorPage {
    id: page

    required property string purpose

    headline: qsTr("Door %1 is stuck").arg(label)
    instruction: qsTr("Press it firmly, let go, then try again.")

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
