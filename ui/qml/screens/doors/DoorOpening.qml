import QtQuick
import controls

DoorPage {
    required property string purpose

    headline: qsTr("Door %1 is opening").arg(label)
    instruction: Match.of(purpose, {
        take: qsTr("Your parcel is inside."),
        put: qsTr("Have the parcel ready."),
        look: qsTr("In a moment you can look inside.")
    })
}
