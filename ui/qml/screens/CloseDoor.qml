import "../controls"

DoorPage {
    required property string why
    required property bool reminded

    closes: true
    holds: why === "cannot_reach" || why === "not_mine" || why === "occupied"
    headline: why === "not_mine" ? qsTr("Put it back and close door %1").arg(label)
            : why === "undo" ? qsTr("Take the parcel out and close door %1").arg(label)
            : qsTr("Please close door %1").arg(label)
    instruction: {
        switch (why) {
        case "cannot_reach": return qsTr("Leave your parcel inside. It stays yours.")
        case "empty": return qsTr("We will note that it was empty.")
        case "not_mine": return qsTr("It stays locked in until it is collected.")
        case "occupied": return qsTr("Leave what is inside. Another door opens next.")
        case "too_small": return qsTr("Keep the parcel. A larger door opens next.")
        case "changed_mind": return qsTr("Keep the parcel. It will not count as delivered.")
        case "looked": return qsTr("Once you have taken what is yours.")
        }
        return qsTr("It will no longer count as delivered.")
    }
    notice: reminded ? qsTr("Door %1 is still open.").arg(label) : ""
    noticeSub: reminded ? qsTr("Push it until it clicks.") : ""
}
