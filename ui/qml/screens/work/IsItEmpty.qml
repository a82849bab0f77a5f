import theme
import controls

DoorPage {
    id: page

    headline: qsTr("Is door %1 empty now?").arg(label)
    instruction: qsTr("If so, we'll use it again.")

    acts: Choices {
        stripColumns: 2

        PushButton {
            main: true
            lead: Icons.tick
            text: qsTr("Yes, it's empty")
            onClicked: page.answered("yes", "")
        }
        PushButton {
            lead: Icons.parcel
            text: qsTr("No, something is inside")
            onClicked: page.answered("no", "")
        }
    }
}
