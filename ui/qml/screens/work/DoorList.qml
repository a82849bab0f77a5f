import QtQuick
import theme
import controls

Page {
    id: page

    required property var labels
    required property var marked

    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: Theme.landscape ? height : 100 * Theme.unit

    shows: Item {
        implicitHeight: 100 * Theme.unit

        Headline {
            id: head
            width: parent.width
            topPadding: Theme.landscape ? 0 : 2 * Theme.unit
            text: qsTr("Which door?")
            sub: page.marked.length > 0 ? qsTr("%n doors need a look.", "", page.marked.length) : ""
        }
        CabinetPicture {
            anchors {
                top: head.bottom; topMargin: 4 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            visible: height > 20 * Theme.unit
            cabinet: page.stage.cabinet
            marked: page.marked
            open: page.stage.doorsOpen
        }
    }
    acts: NumberGrid {
        labels: page.labels
        signed: page.marked
        signedWords: qsTr("needs a look")
        signPath: Icons.wrench
        most: Theme.reach ? 20 : 25
        onPicked: label => page.answered("picked", label)
    }
}
