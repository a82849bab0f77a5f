pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

Page {
    id: page

    required property var open_doors
    required property bool can_scan
    required property bool deposits
    required property var by_operator

    readonly property Pages pages: Pages {
        all: page.open_doors
        size: Theme.landscape ? 2 : 3
    }

    showsLeast: 40 * Theme.unit
    showsMost: Theme.landscape ? height : 108 * Theme.unit

    shows: Item {
        implicitHeight: 108 * Theme.unit

        Brand {
            id: brand
            anchors { top: parent.top; left: parent.left; right: parent.right }
            name: page.stage.brandName
            logo: page.stage.brandLogo
            picture: page.stage.brandPicture
            room: parent.height - 45 * Theme.unit
        }
        CabinetPicture {
            anchors {
                top: brand.bottom; topMargin: brand.visible ? 3 * Theme.unit : 0
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            cabinet: page.stage.cabinet
            marked: page.open_doors.map(door => door.split("/")[0])
            open: page.stage.doorsOpen
        }
    }
    asks: Column {
        spacing: 3 * Theme.unit

        Headline {
            width: parent.width
            text: qsTr("What would you like to do?")
        }
        Notice {
            width: parent.width
            kind: "wait"
            text: page.deposits ? "" : qsTr("No drop-off right now.")
            // Where doors stand open there is no room for both.
            sub: Theme.landscape && page.open_doors.length > 0 ? ""
               : qsTr("We're saving battery. You can pick up parcels as always.")
        }
    }
    acts: Choices {
        stripColumns: page.open_doors.length > 0 ? 3 : 2

        Repeater {
            model: page.pages.shown

            PushButton {
                required property string modelData
                lead: Icons.door
                leadTone: Theme.wait
                readonly property bool operators: page.by_operator.includes(modelData)
                text: operators ? qsTr("Door %1 is open").arg(modelData.split("/")[0])
                                : qsTr("Door %1 is still open").arg(modelData.split("/")[0])
                sub: operators ? qsTr("Opened by the operator") : qsTr("Touch here to continue")
                sign: Icons.forward
                onClicked: page.answered("picked", modelData)
            }
        }
        PushButton {
            visible: page.pages.many
            text: qsTr("More open doors")
            sign: Icons.forward
            onClicked: page.pages.turn()
        }
        PushButton {
            main: true
            tall: !Theme.landscape || page.open_doors.length === 0
            labelSize: Theme.question
            text: qsTr("Pick up")
            sub: page.can_scan ? qsTr("Scan your code or type it") : qsTr("Type the code from your message")
            sign: Icons.pickUp
            onClicked: page.answered("pick_up", "")
        }
        PushButton {
            lead: Icons.badge
            text: page.deposits ? qsTr("Courier or staff") : qsTr("Staff")
            sub: !page.deposits ? ""
               : page.can_scan ? qsTr("Scan your badge or type your code") : qsTr("Type your staff code")
            sign: Icons.forward
            onClicked: page.answered("staff", "")
        }
    }
}
