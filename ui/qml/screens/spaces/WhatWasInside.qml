import theme
import controls

DoorPage {
    id: page

    asking: true
    headline: qsTr("What was behind door %1?").arg(label)
    instruction: qsTr("If you took something out, we'll keep a record for the person.")

    acts: Choices {
        stripColumns: 3

        PushButton {
            main: true
            lead: Icons.parcel
            text: qsTr("I took everything out")
            sign: Icons.forward
            onClicked: page.answered("taken_out", "")
        }
        PushButton {
            lead: Icons.tick
            text: qsTr("Nothing was inside")
            onClicked: page.answered("nothing", "")
        }
        PushButton {
            lead: Icons.door
            text: qsTr("Something is still inside")
            onClicked: page.answered("still_inside", "")
        }
    }
}
