import controls

DoorPage {
    required property string why

    closes: true
    holds: why !== "operator"
    headline: Match.of(why, {
        expects: qsTr("This parcel belongs in door %1").arg(label),
        operator: qsTr("Door %1 is open").arg(label),
        left: qsTr("Please close door %1").arg(label)
    })
    instruction: Match.of(why, {
        expects: qsTr("The door is still open for it. Put the parcel in and push the door until it clicks."),
        operator: qsTr("The operator opened it. When you are done, push the door until it clicks."),
        left: qsTr("It was left open. Leave what is inside and push the door until it clicks.")
    })
}
