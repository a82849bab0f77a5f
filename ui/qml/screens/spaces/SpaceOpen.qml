import controls
import drawings

DoorPage {
    required property bool leaving
    required property bool reminded

    opens: !reminded
    way: leaving ? "take" : "look"
    step: 2
    scene: leaving ? Scenes.take : Scenes.look
    headline: qsTr("Door %1 is open").arg(label)
    instruction: leaving ? qsTr("Take everything out, then push the door until it clicks.")
                         : qsTr("Take or add what you like, then push the door until it clicks.")
    notice: reminded ? qsTr("Door %1 is still open.").arg(label) : ""
    noticeSub: reminded ? qsTr("Push it until it clicks.") : ""
}
