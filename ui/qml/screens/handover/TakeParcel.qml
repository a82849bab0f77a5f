import QtQuick
import theme
import controls
import drawings

DoorPage {
    id: page

    required property int index
    required property int of
    required property bool reminded
    required property bool own
    required property bool lent

    opens: !reminded
    way: "take"
    step: 2
    scene: Scenes.take
    headline: qsTr("Door %1 is open").arg(label)
    instruction: lent ? qsTr("Take it out, then push the door until it clicks.")
        : own ? qsTr("Take your parcel, then push the door until it clicks.")
                     : qsTr("Take the parcel with you, then push the door until it clicks.")
    //: %1 of %2: the first of three parcels for one person.
    detail: of > 1 ? qsTr("Parcel %1 of %2").arg(Theme.figure(index)).arg(Theme.figure(of)) : ""
    notice: reminded ? qsTr("Door %1 is still open.").arg(label) : ""
    noticeSub: reminded ? lent ? qsTr("Push it until it clicks.") : own ? qsTr("Please close it once you have your parcel.")
                               : qsTr("Please close it once you have the parcel.") : ""

    acts: Troubles {
        id: troubles
        first: far

        PushButton {
            id: far
            visible: troubles.open
            text: qsTr("I can't reach it")
            sign: Icons.forward
            onClicked: page.answered("cannot_reach", "")
        }
        PushButton {
            visible: troubles.open
            text: qsTr("Nothing inside")
            sign: Icons.forward
            onClicked: page.answered("empty", "")
        }
        PushButton {
            visible: troubles.open && !page.lent
            text: page.own ? qsTr("Not my parcel") : qsTr("Another parcel")
            sign: Icons.forward
            onClicked: page.answered("not_mine", "")
        }
    }
}
