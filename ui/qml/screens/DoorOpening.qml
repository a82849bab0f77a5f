import QtQuick
import "../controls"

DoorPage {
    required property string purpose

    headline: qsTr("Door %1 is opening").arg(label)
    instruction: {
        switch (purpose) {
        case "take": return qsTr("Your parcel is behind it.")
        case "put": return qsTr("Have the parcel ready.")
        }
        return qsTr("Then you can look inside.")
    }
}
