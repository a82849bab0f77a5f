pragma ComponentBehavior: Bound

import QtQuick
import "../theme"
import "../controls"

Page {
    id: page

    required property var offered
    required property int tasks
    required property int slow
    required property bool unfinished
    required property int boards
    required property int unsaved

    wideActs: offered.length > 6
    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: Theme.landscape ? height : 120 * Theme.unit

    shows: Item {
        implicitHeight: 120 * Theme.unit

        Column {
            id: head
            width: parent.width
            spacing: 4 * Theme.unit

            Headline {
                width: parent.width
                topPadding: Theme.landscape ? 0 : 3 * Theme.unit
                text: qsTr("What needs doing?")
                sub: qsTr("Visitors read that the machine is being serviced.")
            }
            Notice {
                width: parent.width
                kind: "wait"
                text: page.unfinished ? qsTr("Learning the doors is not finished.") : ""
                sub: qsTr("Visitors can use the machine when it is.")
            }
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
    acts: Choices {
        stripColumns: 4
        uprightColumns: 2
        landscapeColumns: page.wideActs ? 4 : 2

        Repeater {
            model: page.offered

            PushButton {
                required property string modelData
                main: modelData === "done"
                lead: modelData === "tasks" ? Icons.list : modelData === "doors" ? Icons.door
                    : modelData === "audit" ? Icons.tick
                    : modelData === "commission" ? Icons.wrench
                    : modelData === "boards" ? Icons.plug
                    : modelData === "devices" ? Icons.scanner : modelData === "machine" ? Icons.chip : ""
                centred: main
                text: {
                    switch (modelData) {
                    case "tasks": return qsTr("Tasks")
                    case "doors": return qsTr("Doors")
                    case "audit": return qsTr("Check contents")
                    case "commission": return qsTr("Learn the doors")
                    case "boards": return qsTr("Boards and lines")
                    case "devices": return qsTr("Try devices")
                    case "machine": return qsTr("The machine")
                    }
                    return qsTr("I am done")
                }
                sub: {
                    if (Theme.reach)
                        return ""
                    switch (modelData) {
                    case "tasks": return page.tasks > 0 ? qsTr("%n to do", "", page.tasks) : qsTr("Nothing to do")
                    case "boards": return page.boards > 0 ? qsTr("%n boards need a look", "", page.boards) : ""
                    case "machine": return page.unsaved > 0 ? qsTr("No backup for %n days", "", page.unsaved) : ""
                    case "doors": return page.slow > 0 ? qsTr("%n locks have become slow", "", page.slow) : ""
                    }
                    return ""
                }
                onClicked: page.answered(modelData, "")
            }
        }
    }
}
