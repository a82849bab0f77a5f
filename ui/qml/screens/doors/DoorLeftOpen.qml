import controls
import drawings

DoorPage {
    required property string why

    scene: Match.of(why, { expects: Scenes.put, operator: Scenes.push, left: Scenes.pushFull })
    headline: Match.of(why, {
        expects: qsTr("This parcel belongs in door %1").arg(label),
        operator: qsTr("Door %1 is open").arg(label),
        left: qsTr("Please close door %1").arg(label)
    })
    instruction: Match.of(why, {
        expects: qsTr("The door is still open. Put the parcel in and push the door until it clicks."),
        operator: qsTr("The operator opened this door. When you are done, push it until it clicks."),
        left: qsTr("This door was left open. Leave what is inside and push the door until it clicks.")
    })
}
