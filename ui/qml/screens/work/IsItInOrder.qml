import theme
import controls

DoorPage {
    id: page

    asking: true
    headline: qsTr("Is what came back in order?")
    instruction: qsTr("If so, others may have it. If not, take it out: then it is no longer lent.")

    acts: Choices {
        stripColumns: 2

        PushButton {
            main: true
            lead: Icons.tick
            text: qsTr("Yes, lend it again")
            onClicked: page.answered("yes", "")
        }
        PushButton {
            lead: Icons.parcel
            text: qsTr("No, I took it out")
            onClicked: page.answered("no", "")
        }
    }
}
