import QtQuick
import controls
import drawings

DoorPage {
    required property string purpose

    way: purpose
    step: 1
    scene: Scenes.opening
    headline: qsTr("Door %1 is opening").arg(label)
    instruction: Match.of(purpose, {
        take: qsTr("Your parcel is inside."),
        put: qsTr("Have the parcel ready."),
        look: qsTr("In a moment you can look inside.")
    })
}
