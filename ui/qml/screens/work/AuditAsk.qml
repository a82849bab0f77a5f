import QtQuick
import theme
import controls

DoorPage {
    id: page

    required property int booked
    required property bool refused

    headline: qsTr("What is in door %1?").arg(label)
    instruction: refused ? qsTr("The recipient refused this parcel. Please take it out.")
               : booked > 0 ? qsTr("Our records show %n items.", "", booked) : qsTr("Our records show nothing.")

    acts: Choices {
        stripColumns: 3

        PushButton {
            main: !page.refused
            lead: page.booked > 0 ? Icons.parcel : Icons.tick
            text: page.refused ? qsTr("Still inside") : page.booked > 0 ? qsTr("Yes, that's right") : qsTr("Nothing")
            onClicked: page.answered("as_booked", "")
        }
        PushButton {
            visible: page.booked > 0
            main: page.refused
            text: page.refused ? qsTr("I took it out") : qsTr("Nothing")
            onClicked: page.answered("empty", "")
        }
        PushButton {
            text: qsTr("Something else")
            onClicked: page.answered("something", "")
        }
    }
}
