import "../controls"

DoorPage {
    required property string why
    required property bool reminded

    headline: why === "not_mine" ? qsTr("Put it back and close door %1").arg(label)
            : why === "undo" ? qsTr("Take the parcel out and close door %1").arg(label)
            : qsTr("Please close door %1").arg(label)
    instruction: {
        switch (why) {
        case "cannot_reach": return qsTr("Leave your parcel inside. It stays yours.")
        case "empty": return qsTr("Then we note that it was empty.")
        case "not_mine": return qsTr("It is locked there until it is collected.")
        case "occupied": return qsTr("Leave inside what is there. Another door opens next.")
        case "too_small": return qsTr("Keep the parcel. A larger door opens next.")
        case "changed_mind": return qsTr("Keep the parcel. It does not count as delivered.")
        case "looked": return qsTr("When you have looked, and taken what is yours.")
        }
        return qsTr("Then it no longer counts as delivered.")
    }
    notice: reminded ? qsTr("Door %1 is still open.").arg(label) : ""
    noticeSub: reminded ? qsTr("Push it until it clicks.") : ""
}
