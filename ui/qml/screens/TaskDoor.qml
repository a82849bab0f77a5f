import "../controls"

DoorPage {
    required property string kind
    required property bool reminded

    opens: !reminded
    closes: true
    headline: qsTr("Door %1 is open").arg(label)
    instruction: {
        switch (kind) {
        case "take_away": return qsTr("Take out what is inside and close the door.")
        case "inspect": return qsTr("Look inside, then close the door.")
        case "repair": return qsTr("Check the lock, then close the door.")
        case "audit": return qsTr("See what lies inside, then close the door.")
        case "maintain": return qsTr("Close it again; its lock is being tried.")
        }
        return qsTr("Do the task, then close the door.")
    }
    notice: reminded ? qsTr("Door %1 is still open.").arg(label) : ""
    noticeSub: reminded ? qsTr("Push it until it clicks.") : ""
}
