pragma ComponentBehavior: Bound

import QtQuick
import "../theme"
import "../controls"

Page {
    id: page

    required property var tasks

    readonly property var marked: tasks.filter(one => one.label !== "").map(one => one.label)

    readonly property Pages pages: Pages {
        all: page.tasks
        size: Theme.reach || Theme.landscape ? 4 : 5
    }

    /** A line, a board, a door, a sensor or a supply that comes and goes: `thing` is its kind and its name. */
    function toCheck(thing: string): string {
        const kind = thing.slice(0, thing.indexOf(" ")), name = "\u2068" + thing.slice(kind.length + 1) + "\u2069"
        switch (kind) {
        case "line": return qsTr("Line %1: check the plug").arg(name)
        case "board": return qsTr("Board %1: check the plug").arg(name)
        case "door": return qsTr("Door %1: check the sensor").arg(name)
        case "supply": return qsTr("%1: check the power").arg(name)
        }
        return qsTr("%1: check the sensor").arg(name)
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
            sub: page.tasks.length > 0 ? page.marked.length === page.tasks.length ? qsTr("Choose one, and its door opens at once.")
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
                lead: {
                    switch (modelData.kind) {
                    case "repair": return Icons.wrench
                    case "take_away": return Icons.parcel
                    case "climate": case "watch": return Icons.thermometer
                    case "alarm": case "attempts": case "flapping": return Icons.warn
                    }
                    return Icons.door
                }
                text: {
                    switch (modelData.kind) {
                    case "take_away": return qsTr("Door %1: take away").arg(modelData.label)
                    case "inspect": return qsTr("Door %1: look inside").arg(modelData.label)
                    case "repair": return qsTr("Door %1: check the lock").arg(modelData.label)
                    case "help": return qsTr("Door %1: somebody needs help").arg(modelData.label)
                    case "attempts": return qsTr("Many attempts")
                    case "climate": return qsTr("%1: check the cooling").arg(modelData.note)
                    case "watch": return qsTr("%1: check the sensor").arg(modelData.note)
                    case "alarm": return qsTr("%1: check the cabinet").arg(modelData.note)
                    case "flapping": return page.toCheck(modelData.note)
                    }
                    return qsTr("Door %1: open").arg(modelData.label)
                }
                sub: {
                    switch (modelData.kind) {
                    case "take_away": return modelData.note === "excursion" ? qsTr("It was too warm or too cold in there.")
                                           : modelData.note === "withdrawn" ? qsTr("The sender took this parcel back.")
                                                                            : qsTr("The recipient refused what is inside.")
                    case "inspect": return qsTr("Nobody knows what is inside.")
                    case "repair": return qsTr("It was told to open and did not.")
                    case "help": return qsTr("They can't reach it, and it is open.")
                    case "attempts": return qsTr("Somebody may be guessing here.")
                    case "climate": return qsTr("It is too warm or too cold.")
                    case "watch": return qsTr("Nobody knows how warm it is.")
                    case "alarm": return qsTr("A contact of the cabinet was open.")
                    case "flapping": return qsTr("The connection comes and goes.")
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
