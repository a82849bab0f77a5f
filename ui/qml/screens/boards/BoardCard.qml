pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

MessagePage {
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

    sign: Match.of(standing, { good: "done", waiting: "info", poor: "wait", "silent crowd cut_off": "stop" })
    headline: Match.of(standing, {
        good: qsTr("Board %1 answers well").arg(name),
        poor: qsTr("Board %1 answers poorly").arg(name),
        silent: qsTr("Board %1 does not answer").arg(name),
        crowd: qsTr("Two boards answer at address %1").arg(address),
        cut_off: qsTr("The line of board %1 is not connected").arg(name),
        waiting: qsTr("Checking board %1").arg(name)
    })
    explained: Match.of(standing, {
        good: qsTr("Nothing to do."),
        poor: qsTr("Check the wires, the connectors, and other cables beside them."),
        silent: silenced,
        crowd: qsTr("Give each board its own address. Until then, no door of board %1 opens.").arg(name),
        cut_off: qsTr("Check the adapter of line %1 and its cable.").arg(line),
        waiting: qsTr("This takes a few seconds.")
    })
    readonly property string silenced: Match.of(silence, {
        garbage: qsTr("Replies are garbled. Check the wiring (A and B swapped?) and the baud rate."),
        foreign: qsTr("Only boards at other addresses answer. Set the address on the board to %1.").arg(address),
        declined: qsTr("The board doesn't match the site file. Check its channels and settings."),
        "nothing crowd": qsTr("Check its power, wires and address."),
        "": qsTr("Check its power, wires and address.")
    })
    asks: Column {
        spacing: 2 * Theme.unit

        Phrase {
            width: parent.width
            strong: true
            //: %1 is a maker's name, %2 an address, %3 the name of a line, %n its channels
            text: qsTr("%1 at address %2 on line %3, %n channels", "", page.channels).arg("\u2068" + page.maker.replace(/-/g, "\u2011") + "\u2069").arg(page.address).arg("\u2068" + page.line + "\u2069")
        }
        Phrase { width: parent.width; text: page.last.words }
        Phrase {
            width: parent.width
            text: page.heard > 0 ? qsTr("Last hour: %1 of %n answers were unreadable.", "", page.heard).arg(page.unreadable) : ""
        }
        Phrase {
            width: parent.width
            text: page.questions > 0 ? qsTr("Last hour: %1 of %n questions were not answered.", "", page.questions).arg(page.unanswered) : ""
        }
        Phrase {
            width: parent.width
            //: %1 lists the channels, %n is their number
            text: page.never_closed.length > 0 ? qsTr("%n channels not seen closed: %1. Close their doors, or check how many locks the board has.", "", page.never_closed.length).arg(page.never_closed.join(", ")) : ""
        }
        Phrase {
            width: parent.width
            text: page.openings > 1 ? qsTr("Line reconnected %n times since the start.", "", page.openings) : ""
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
