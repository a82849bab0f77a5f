import theme
import controls

DoorPage {
    id: page

    required property bool quickly

    asking: true
    headline: qsTr("Is door %1 empty now?").arg(label)
    instruction: quickly ? qsTr("The door closed very quickly. Others get it after you.")
                         : qsTr("Others get it after you.")

    acts: Choices {
        stripColumns: 2

        PushButton {
            main: !page.quickly
            lead: Icons.tick
            text: qsTr("Yes, I have everything")
            onClicked: page.answered("yes", "")
        }
        PushButton {
            main: page.quickly
            lead: Icons.parcel
            text: qsTr("No, something is inside")
            onClicked: page.answered("no", "")
        }
    }
}
