pragma ComponentBehavior: Bound

import QtQuick
import "../theme"
import "../controls"

Page {
    id: page

    required property var tasks

    readonly property var marked: tasks.filter(one => one.kind !== "attempts").map(one => one.label)

    readonly property Pages pages: Pages {
        all: page.tasks
        size: Theme.reach && Theme.landscape ? 6 : 5
    }

    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: Theme.landscape ? height : 120 * Theme.unit

    shows: Item {
        implicitHeight: 120 * Theme.unit

        Headline {
            id: head
            width: parent.width
            topPadding: Theme.landscape ? 0 : 3 * Theme.unit
            text: page.tasks.length > 0 ? qsTr("%n tasks at this machine", "", page.tasks.length)
                                        : qsTr("Nothing to do here")
            sub: page.tasks.length > 0 ? page.marked.length > 0 ? qsTr("Choose one, and its door opens at once.")
                                                           : qsTr("Choose one.")
                                       : qsTr("All doors are as they should be.")
        }
        CabinetPicture {
            anchors {
                top: head.bottom; topMargin: 5 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            visible: height > 30 * Theme.unit
            cabinet: page.stage.cabinet
            marked: page.marked
            open: page.stage.doorsOpen
        }
    }
    acts: Choices {
        stripColumns: 3

        Repeater {
            model: page.pages.shown

            PushButton {
                required property var modelData
                lead: modelData.kind === "repair" ? Icons.wrench : modelData.kind === "take_away" ? Icons.parcel
                                                                : modelData.kind === "attempts" ? Icons.bang
                                                                                               : Icons.door
                text: {
                    switch (modelData.kind) {
                    case "take_away": return qsTr("Door %1: take away").arg(modelData.label)
                    case "inspect": return qsTr("Door %1: look inside").arg(modelData.label)
                    case "repair": return qsTr("Door %1: check the lock").arg(modelData.label)
                    case "attempts": return qsTr("Many attempts")
                    }
                    return qsTr("Door %1: open").arg(modelData.label)
                }
                sub: {
                    switch (modelData.kind) {
                    case "take_away": return qsTr("The recipient refused what is inside.")
                    case "inspect": return qsTr("Nobody knows what is inside.")
                    case "repair": return qsTr("It was told to open and did not.")
                    case "attempts": return qsTr("Somebody may be guessing here.")
                    }
                    return qsTr("The operator asked for it.")
                }
                sign: Icons.forward
                onClicked: page.answered("picked", modelData.id)
            }
        }
        PushButton {
            visible: page.pages.many
            text: qsTr("More")
            sign: Icons.forward
            onClicked: page.pages.turn()
        }
        PushButton {
            visible: page.tasks.length === 0
            main: true
            centred: true
            text: qsTr("Go back")
            onClicked: page.answered("back", "")
        }
    }
}
