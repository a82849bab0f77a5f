import QtQuick
import controls
import theme

DoorPage {
    id: page

    required property var until
    required property bool over
    required property bool fresh
    required property bool longer
    required property int parcels

    readonly property UntilWords term: UntilWords {}

    asking: true
    headline: qsTr("Door %1 is yours").arg(label)
    instruction: over ? "" : term.said(until, false)
    detail: fresh ? qsTr("Come back with your code as often as you like.") : ""
    notice: over ? term.said(until, true) : ""
    noticeSub: over ? longer ? qsTr("Keep it for longer, or take your things with you.")
                             : qsTr("Please take your things with you soon.") : ""

    acts: Choices {
        stripColumns: 2

        PushButton {
            main: !page.fresh
            lead: Icons.door
            text: !page.fresh ? qsTr("Open the door") : qsTr("Open once more")
            sign: Icons.forward
            onClicked: page.answered("open", "")
        }
        PushButton {
            visible: page.longer
            lead: Icons.clock
            text: qsTr("Keep it for longer")
            sub: qsTr("Costs nothing.")
            onClicked: page.answered("longer", "")
        }
        PushButton {
            lead: Icons.undo
            text: qsTr("Give it back")
            sign: Icons.forward
            onClicked: page.answered("end", "")
        }
        PushButton {
            visible: page.parcels > 0
            lead: Icons.parcel
            text: qsTr("Collect %n parcels", "", page.parcels)
            sign: Icons.forward
            onClicked: page.answered("parcels", "")
        }
        PushButton {
            main: page.fresh
            centred: true
            text: qsTr("Done")
            onClicked: page.answered("done", "")
        }
    }
}
