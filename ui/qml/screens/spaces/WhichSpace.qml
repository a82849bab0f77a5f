pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

Page {
    id: page

    required property var spaces

    readonly property UntilWords term: UntilWords {}
    readonly property Pages pages: Pages {
        all: page.spaces
        size: 5
    }

    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: height

    shows: Item {
        implicitHeight: 120 * Theme.unit

        Headline {
            id: head
            width: parent.width
            topPadding: Theme.landscape ? 0 : 4 * Theme.unit
            text: qsTr("Which door would you like?")
        }
        CabinetPicture {
            anchors {
                top: head.bottom; topMargin: 4 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            visible: height > 24 * Theme.unit
            cabinet: page.stage.cabinet
            marked: page.spaces.map(one => one.label)
            open: page.stage.doorsOpen
        }
    }
    acts: Choices {
        stripColumns: 2

        Repeater {
            model: page.pages.shown

            PushButton {
                required property var modelData
                lead: Icons.door
                text: qsTr("Door %1").arg(modelData.label)
                sub: page.term.said(modelData.until, modelData.over)
                sign: Icons.forward
                onClicked: page.answered("picked", modelData.label)
            }
        }
        PushButton {
            visible: page.pages.many
            text: qsTr("More")
            sign: Icons.forward
            onClicked: page.pages.turn()
        }
    }
}
