pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

Page {
    id: page

    required property var offered
    required property int tasks
    required property int slow
    required property bool unfinished
    required property int boards
    required property int unsaved

    readonly property int amiss: tasks + boards + slow + (unsaved > 0 ? 1 : 0) + (unfinished ? 1 : 0)

    /** In a wide window the picture is beside the figures. */
    readonly property bool aside: wideActs && Theme.landscape && !Theme.reach

    spoken: verdict.text
    wideActs: offered.length > 6
    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: Theme.landscape ? height : 120 * Theme.unit

    shows: Item {
        implicitHeight: 120 * Theme.unit

        Column {
            id: head
            width: parent.width
            topPadding: 2 * Theme.unit
            spacing: 3 * Theme.unit

            Verdict {
                id: verdict
                width: parent.width
                kind: page.amiss > 0 ? "wait" : "done"
                text: page.unfinished ? qsTr("Learning the doors is not finished.")
                    : page.unsaved > 0 ? qsTr("No backup for %n days", "", page.unsaved)
                    : page.amiss > 0 ? qsTr("%n things need a look", "", page.amiss) : qsTr("Everything works")
                sub: page.unfinished ? qsTr("Visitors can use the locker when it is finished.")
                                     : qsTr("Visitors see that this locker is being serviced.")
            }
            Figures {
                width: parent.width
                visible: page.offered.length > 2
                figures: [
                    { value: page.tasks, name: qsTr("tasks to do"), kind: page.tasks > 0 ? "wait" : "" },
                    { value: page.boards, name: qsTr("boards to check"), kind: page.boards > 0 ? "stop" : "" },
                    { value: page.slow, name: qsTr("slow locks"), kind: page.slow > 0 ? "wait" : "" }
                ]
            }
        }
        CabinetPicture {
            anchors {
                top: head.bottom; topMargin: 5 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            visible: height > 30 * Theme.unit && !page.aside
            cabinet: page.stage.cabinet
            open: page.stage.doorsOpen
        }
    }
    asks: CabinetPicture {
        visible: page.aside
        implicitHeight: 44 * Theme.unit
        cabinet: page.stage.cabinet
        open: page.stage.doorsOpen
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
                lead: Match.of(modelData, {
                    tasks: Icons.list, doors: Icons.door, audit: Icons.tick, commission: Icons.wrench,
                    boards: Icons.plug, devices: Icons.scanner, machine: Icons.chip, done: ""
                })
                centred: main
                text: Match.of(modelData, {
                    tasks: qsTr("Tasks"),
                    doors: qsTr("Doors"),
                    audit: qsTr("Check contents"),
                    commission: qsTr("Learn the doors"),
                    boards: qsTr("Boards and lines"),
                    devices: qsTr("Test devices"),
                    machine: qsTr("Machine"),
                    done: qsTr("I am done")
                })
                sub: Theme.reach || Theme.landscape ? "" : news
                leadTone: news ? Theme.wait : words
                readonly property string news: Match.of(modelData, {
                    tasks: page.tasks > 0 ? qsTr("%n to do", "", page.tasks) : "",
                    boards: page.boards > 0 ? qsTr("%n boards need a look", "", page.boards) : "",
                    machine: page.unsaved > 0 ? qsTr("No backup for %n days", "", page.unsaved) : "",
                    doors: page.slow > 0 ? qsTr("%n locks have become slow", "", page.slow) : "",
                    "audit commission devices done": ""
                })
                onClicked: page.answered(modelData, "")
            }
        }
    }
}
