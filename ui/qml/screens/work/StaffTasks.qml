pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

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
        return Match.of(kind, {
            line: qsTr("Line %1: check the plug").arg(name),
            board: qsTr("Board %1: check the plug").arg(name),
            door: qsTr("Door %1: check the sensor").arg(name),
            supply: qsTr("%1: check the power").arg(name),
            "zone contact": qsTr("%1: check the sensor").arg(name)
        })
    }

    readonly property var kinds: {
        const found = {}
        for (const one of tasks) {
            if (one.label !== "")
                found[one.label] = Match.of(one.kind, {
                    take_away: "task", repair: "out", inspect: "in_doubt",
                    "open help audit maintain commission alarm climate watch attempts flapping money receipt clear overstayed clean check": "task"
                })
        }
        return found
    }

    spoken: verdict.text
    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: height

    shows: Item {
        implicitHeight: 120 * Theme.unit

        Item {
            id: head
            width: parent.width
            implicitHeight: verdict.implicitHeight + 2 * Theme.unit

            Verdict {
                id: verdict
                y: 2 * Theme.unit
                width: parent.width
                kind: page.tasks.length > 0 ? "wait" : "done"
                text: page.tasks.length > 0 ? qsTr("%n tasks at this machine", "", page.tasks.length)
                                            : qsTr("Nothing to do here")
                sub: page.tasks.length === 0 ? qsTr("All doors are fine.")
                   : page.marked.length === page.tasks.length ? qsTr("Choose a task, and its door opens at once.")
                   : qsTr("Choose a task.")
            }
        }
        DoorPlan {
            anchors {
                top: head.bottom; topMargin: 5 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            visible: height > 30 * Theme.unit
            cabinet: page.stage.cabinet
            kinds: page.kinds
            among: page.marked
            open: page.stage.doorsOpen
            onTouched: label => {
                const task = page.tasks.find(one => one.label === label)
                if (task)
                    page.answered("picked", task.id)
            }
        }
    }
    acts: Choices {
        stripColumns: 3

        Repeater {
            model: page.pages.shown

            PushButton {
                required property var modelData
                lead: Match.of(modelData.kind, {
                    repair: Icons.wrench,
                    "take_away clear": Icons.parcel,
                    overstayed: Icons.clock,
                    "climate watch": Icons.thermometer,
                    "alarm attempts flapping": Icons.warn,
                    "inspect open help audit maintain commission money receipt clean check": Icons.door
                })
                text: Match.of(modelData.kind, {
                    take_away: qsTr("Door %1: take parcel out").arg(modelData.label),
                    inspect: qsTr("Door %1: look inside").arg(modelData.label),
                    repair: qsTr("Door %1: check the lock").arg(modelData.label),
                    help: qsTr("Door %1: somebody needs help").arg(modelData.label),
                    clear: qsTr("Door %1: take everything out").arg(modelData.label),
                    overstayed: qsTr("Door %1: rented for too long").arg(modelData.label),
                    clean: qsTr("Door %1: clean inside").arg(modelData.label),
                    check: qsTr("Door %1: look at what came back").arg(modelData.label),
                    attempts: qsTr("Many attempts"),
                    climate: qsTr("%1: check the cooling").arg(modelData.note),
                    watch: qsTr("%1: check the sensor").arg(modelData.note),
                    alarm: qsTr("%1: check the cabinet").arg(modelData.note),
                    flapping: () => page.toCheck(modelData.note),
                    "open audit maintain commission money receipt receipt": qsTr("Door %1: open").arg(modelData.label)
                })
                sub: Match.of(modelData.kind, {
                    take_away: () => Match.of(modelData.note, {
                        "": qsTr("The recipient refused this parcel."),
                        excursion: qsTr("The parcel was too warm or too cold."),
                        withdrawn: qsTr("The sender took this parcel back."),
                        overdue: qsTr("Nobody collected it in time. Please take it with you."),
                        along: qsTr("Somebody left this for you to take with you.")
                    }),
                    inspect: qsTr("The contents are not confirmed."),
                    repair: qsTr("The lock did not open."),
                    help: qsTr("The open door is out of their reach."),
                    clear: qsTr("The rent ended long ago."),
                    overstayed: qsTr("The rent has ended. Please talk to the person."),
                    clean: qsTr("Nothing else goes in until it is clean."),
                    check: qsTr("Nobody else gets it before."),
                    attempts: qsTr("Somebody may be guessing codes."),
                    climate: qsTr("Too warm or too cold."),
                    watch: qsTr("The sensor sends no temperature."),
                    alarm: qsTr("Tamper alarm: the cabinet was opened."),
                    flapping: qsTr("The connection keeps dropping out."),
                    "open audit maintain commission money receipt receipt": qsTr("The operator asked for this.")
                })
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
