import theme
import controls
import drawings

DoorPage {
    id: page

    required property string text
    required property string hint
    required property bool reminded
    required property string following
    required property bool lent

    opens: !reminded && hint === "none"
    way: "put"
    step: hint === "close_first" ? 3 : 2
    scene: hint === "close_first" ? Scenes.pushFull : Scenes.put
    headline: qsTr("Door %1 is open").arg(label)
    instruction: lent ? qsTr("Put it in, then push the door until it clicks.")
                      : qsTr("Put the parcel in, then push the door until it clicks.")
    code: text
    notice: Match.of(hint, {
        close_first: qsTr("Close door %1 first.").arg(label),
        next: qsTr("Close door %1. The next door then opens.").arg(label),
        none: reminded ? qsTr("Door %1 is still open.").arg(label) : ""
    })
    noticeSub: Match.of(hint, {
        close_first: qsTr("Then scan the next parcel."),
        next: qsTr("Scanned: %1").arg("\u2068" + following + "\u2069"),
        none: reminded ? qsTr("Push it until it clicks.") : ""
    })

    acts: Troubles {
        id: troubles
        first: full

        PushButton {
            id: full
            text: qsTr("Something is inside")
            visible: troubles.open
            sign: Icons.forward
            onClicked: page.answered("occupied", "")
        }
        PushButton {
            text: page.lent ? qsTr("Doesn't fit") : qsTr("Parcel doesn't fit")
            visible: troubles.open
            sign: Icons.forward
            onClicked: page.answered("too_small", "")
        }
        PushButton {
            text: page.lent ? qsTr("Keep it for now") : qsTr("Keep the parcel")
            visible: troubles.open
            sign: Icons.forward
            onClicked: page.answered("changed_mind", "")
        }
    }
}
