import "../controls"

DoorPage {
    closes: true
    holds: true
    headline: qsTr("Please close door %1").arg(label)
    instruction: qsTr("It was left open. Leave what is inside and push the door until it clicks.")
}
