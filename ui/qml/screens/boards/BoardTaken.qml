pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

MessagePage {
    id: page

    required property string bank
    required property int address
    required property string kept
    required property var offered
    required property bool read
    required property var open_doors
    required property bool turned

    readonly property string name: "\u2068" + bank + "\u2069"

    sign: !read ? "info" : open_doors.length > 0 ? "wait" : "done"
    headline: qsTr("Board %1 now has address %2").arg(name).arg(address)
    explained: !read ? qsTr("Reading the doors…")
             : open_doors.length > 0 ? qsTr("%n doors are open: %1", "", open_doors.length).arg("\u2068" + open_doors.slice(0, 12).join(", ") + "\u2069")
             : qsTr("All doors are read and closed.")
    asks: Column {
        spacing: 2 * Theme.unit

        Phrase {
            width: parent.width
            text: page.turned ? qsTr("The inverted sensors are corrected. Check each door to be sure.")
                              : qsTr("Check each door to be sure of its sensor.")
        }
        Phrase {
            width: parent.width
            tone: Theme.quiet
            text: qsTr("The old site file is kept as %1.").arg("\u2068" + page.kept + "\u2069")
        }
    }
    acts: Choices {
        stripColumns: 3

        Repeater {
            model: page.offered

            PushButton {
                required property string modelData
                main: modelData === "done"
                centred: main
                lead: Match.of(modelData, { done: "", walk: Icons.door })
                text: Match.of(modelData, { done: qsTr("Continue"), walk: qsTr("Check the doors") })
                onClicked: page.answered(modelData, "")
            }
        }
    }
}
