import "../controls"

DoorPage {
    required property string why

    closes: true
    holds: why !== "operator"
    headline: why === "expects" ? qsTr("This parcel belongs in door %1").arg(label)
            : why === "operator" ? qsTr("Door %1 is open").arg(label)
            : qsTr("Please close door %1").arg(label)
    instruction: {
        switch (why) {
        case "expects": return qsTr("The door is still open for it. Put the parcel in and push the door until it clicks.")
        case "operator": return qsTr("The operator opened it. When you are done, push the door until it clicks.")
        }
        return qsTr("It was left open. Leave what is inside and push the door until it clicks.")
    }
}
