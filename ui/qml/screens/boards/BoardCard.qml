pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

Page {
    id: page

    required property string bank
    required property string maker
    required property string line
    required property int address
    required property int channels
    required property string standing
    required property var silence
    required property var offered
    required property int ago
    required property int heard
    required property int unreadable
    required property int questions
    required property int unanswered
    required property int openings
    required property var never_closed

    readonly property string name: "\u2068" + bank + "\u2069"
    readonly property Ago last: Ago { seconds: page.ago }

    readonly property string silenced: Match.of(silence, {
        garbage: qsTr("Replies are garbled. Check the wiring (A and B swapped?) and the baud rate."),
        foreign: qsTr("Only boards at other addresses answer. Set the address on the board to %1.").arg(address),
        declined: qsTr("The board doesn't match the site file. Check its channels and settings."),
        "nothing crowd": qsTr("Check its power, wires and address."),
        "": qsTr("Check its power, wires and address.")
    })
    /** Percent of the last hour's questions that were answered; -1 where none was asked. */
    readonly property int share: questions > 0 ? Math.floor(100 * (questions - unanswered) / questions) : -1

    spoken: verdict.text
    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: Theme.landscape ? height : shows.implicitHeight

    shows: Item {
        implicitHeight: head.implicitHeight + 4 * Theme.unit

        Column {
            id: head
            width: parent.width
            topPadding: 2 * Theme.unit
            spacing: 3 * Theme.unit

            Verdict {
                id: verdict
                width: parent.width
                kind: Match.of(page.standing, { good: "done", waiting: "info", poor: "wait", "silent crowd cut_off": "stop" })
                text: Match.of(page.standing, {
                    good: qsTr("Board %1 answers well").arg(page.name),
                    poor: qsTr("Board %1 answers poorly").arg(page.name),
                    silent: qsTr("Board %1 does not answer").arg(page.name),
                    crowd: qsTr("Two boards answer at address %1").arg(page.address),
                    cut_off: qsTr("The line of board %1 is not connected").arg(page.name),
                    waiting: qsTr("Checking board %1").arg(page.name)
                })
                sub: Match.of(page.standing, {
                    good: qsTr("Nothing to do."),
                    poor: qsTr("Check the wires, the connectors, and other cables beside them."),
                    silent: page.silenced,
                    crowd: qsTr("Give each board its own address. Until then, no door of board %1 opens.").arg(page.name),
                    cut_off: qsTr("Check the adapter of line %1 and its cable.").arg(page.line),
                    waiting: qsTr("This takes a few seconds.")
                })
            }
            Figures {
                width: parent.width
                roomy: true
                figures: [
                    {
                        value: page.share < 0 ? "–" : Theme.figure(page.share) + " %",
                        name: qsTr("answered in the last hour"),
                        kind: page.share < 0 || page.share >= 99 ? "" : page.share < 50 ? "stop" : "wait"
                    },
                    { value: page.unreadable, name: qsTr("answers garbled"), kind: page.unreadable > 0 ? "wait" : "" },
                    { value: page.openings - 1, name: qsTr("line drops"), kind: page.openings > 1 ? "wait" : "" }
                ]
            }
            Chain {
                width: parent.width
                visible: !Theme.reach && page.standing !== "waiting"
                stations: [
                    {
                        name: qsTr("Line %1").arg(page.line),
                        kind: Match.of(page.standing, { cut_off: "stop", "good waiting poor silent crowd": "done" })
                    },
                    {
                        name: qsTr("Board %1").arg(page.name),
                        kind: Match.of(page.standing, { "good waiting": "done", poor: "wait", "silent crowd": "stop", cut_off: "" })
                    },
                    {
                        name: qsTr("Locks"),
                        kind: Match.of(page.standing, {
                            "good poor waiting": page.never_closed.length > 0 ? "wait" : "done", "silent crowd cut_off": ""
                        })
                    }
                ]
            }
        }
    }
    asks: Column {
        spacing: 2 * Theme.unit

        FactList {
            width: parent.width
            facts: [
                { name: qsTr("Kind of board"), value: "\u2066" + page.maker.replace(/-/g, "\u2011") + "\u2069" },
                { name: qsTr("Line and address"), value: "\u2066" + page.line + " · " + page.address + "\u2069", wrong: page.standing === "crowd" || page.standing === "cut_off" },
                { name: qsTr("Channels"), value: Theme.figure(page.channels), wrong: page.never_closed.length > 0 }
            ]
        }
        Phrase { width: parent.width; text: page.last.words }
        Phrase {
            width: parent.width
            //: %1 lists the channels, %n is their number
            text: page.never_closed.length > 0 ? qsTr("%n channels not seen closed: %1. Close their doors, or check how many locks the board has.", "", page.never_closed.length).arg(page.never_closed.join(", ")) : ""
        }
    }
    acts: Choices {
        stripColumns: 3

        Repeater {
            model: page.offered

            PushButton {
                main: true
                lead: Icons.search
                text: qsTr("Find the new board")
                sub: qsTr("If this one was replaced. No door opens.")
                onClicked: page.answered("search", "")
            }
        }
        PushButton {
            visible: page.offered.length === 0
            main: true
            centred: true
            text: qsTr("Go back")
            onClicked: page.answered("back", "")
        }
    }
}
