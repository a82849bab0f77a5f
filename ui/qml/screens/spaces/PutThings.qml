import theme
import controls
import drawings

DoorPage {
    id: page

    required property bool reminded

    opens: !reminded
    way: "put"
    step: 2
    scene: Scenes.put
    headline: qsTr("Door %1 is open").arg(label)
    instruction: qsTr("Put your things in, then push the door until it clicks.")
    notice: reminded ? qsTr("Door %1 is still open.").arg(label) : ""
    noticeSub: reminded ? qsTr("Push it until it clicks.") : ""

    acts: Troubles {
        id: troubles
        first: full

        PushButton {
            id: full
            visible: troubles.open
            text: qsTr("Something is inside")
            sign: Icons.forward
            onClicked: page.answered("occupied", "")
        }
        PushButton {
            visible: troubles.open
            text: qsTr("My things don't fit")
            sign: Icons.forward
            onClicked: page.answered("too_small", "")
        }
    }
}
