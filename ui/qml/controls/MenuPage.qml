import QtQuick
import theme

/** A list of what may be chosen, below the cabinet's picture. */
Page {
    id: page

    property string headline
    property string explained

    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: Theme.landscape ? height : 120 * Theme.unit

    shows: Item {
        implicitHeight: 120 * Theme.unit

        Headline {
            id: head
            width: parent.width
            topPadding: Theme.landscape ? 0 : 3 * Theme.unit
            text: page.headline
            sub: page.explained
        }
        CabinetPicture {
            anchors {
                top: head.bottom; topMargin: 5 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            visible: height > 30 * Theme.unit
            cabinet: page.stage.cabinet
            open: page.stage.doorsOpen
        }
    }
}
