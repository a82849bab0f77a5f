import QtQuick
import theme
import controls

DoorPage {
    id: page

    required property int booked
    required property bool refused

    headline: qsTr("What lies behind door %1?").arg(label)
    instruction: refused ? qsTr("Its recipient refused what lay there. It is to be taken out.")
               : booked > 0 ? qsTr("The book says: %n things.", "", booked) : qsTr("The book says: nothing.")

    acts: Choices {
        stripColumns: 3

        PushButton {
            main: !page.refused
            lead: page.booked > 0 ? Icons.parcel : Icons.tick
            text: page.refused ? qsTr("It is still inside") : page.booked > 0 ? qsTr("Just that") : qsTr("Nothing")
            onClicked: page.answered("as_booked", "")
        }
        PushButton {
            visible: page.booked > 0
            main: page.refused
            text: page.refused ? qsTr("I have taken it out") : qsTr("Nothing")
            onClicked: page.answered("empty", "")
        }
        PushButton {
            text: qsTr("Something else")
            onClicked: page.answered("something", "")
        }
    }
}
