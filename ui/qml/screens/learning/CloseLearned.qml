import QtQuick
import theme
import controls

Page {
    id: page

    required property string label
    required property var front
    required property bool seen

    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: Theme.landscape ? height : 110 * Theme.unit

    shows: Item {
        implicitHeight: 110 * Theme.unit

        Headline {
            id: head
            width: parent.width
            topPadding: Theme.landscape ? 0 : 2 * Theme.unit
            text: qsTr("Close door %1").arg(page.label)
            sub: page.seen ? qsTr("Then the next door opens.")
                           : qsTr("The sensor is not reliable. Tell us when the door is closed.")
        }
        CabinetPicture {
            anchors {
                top: head.bottom; topMargin: 4 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            visible: height > 20 * Theme.unit
            cabinet: page.front
            marked: [page.label]
            open: [page.label]
        }
    }
    acts: Choices {
        PushButton {
            main: !page.seen
            centred: true
            text: qsTr("The door is closed")
            onClicked: page.answered("closed", "")
        }
    }
}
