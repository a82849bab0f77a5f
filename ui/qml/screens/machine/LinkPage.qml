import QtQuick
import theme
import controls

Page {
    id: page

    required property var seen

    readonly property bool compares: seen.enrolment === "asking" || seen.enrolment === "waiting"
    /** An enrolment that is under way or has failed is told first. */
    readonly property string what: seen.odd ? "odd"
        : compares ? "compare"
        : seen.enrolment === "refused" || seen.enrolment === "failed" ? seen.enrolment
        : seen.word

    /** Addresses and digits are read from left to right in every language. */
    function plain(text: string): string {
        return "\u2066" + text + "\u2069"
    }

    steady: true
    spoken: verdict.text
    showsLeast: verdict.implicitHeight + 2 * Theme.unit
    showsMost: Theme.landscape ? height : shows.implicitHeight

    shows: Item {
        implicitHeight: verdict.implicitHeight + 4 * Theme.unit

        Verdict {
            id: verdict
            width: parent.width
            kind: Match.of(page.what, {
                up: "done",
                "none starting stopped compare": "info",
                "unreachable busy restored odd failed": "wait",
                "stranger portal unknown contradicts frozen refused": "stop"
            })
            text: Match.of(page.what, {
                none: qsTr("Not connected to an operator yet"),
                "starting stopped": qsTr("Connecting…"),
                up: qsTr("Connected to the operator"),
                unreachable: qsTr("The operator's server does not answer"),
                stranger: qsTr("This is not our operator's server"),
                portal: qsTr("Something blocks the way to the server"),
                busy: qsTr("The operator's server is busy"),
                unknown: qsTr("The server doesn't know this machine"),
                contradicts: qsTr("The server's answers don't fit together"),
                frozen: qsTr("Two machines use one name"),
                restored: qsTr("The server was restored from a backup"),
                compare: qsTr("Compare: %1").arg(page.plain(page.seen.digits.slice(0, 3) + " " + page.seen.digits.slice(3))),
                refused: qsTr("The server refused this code"),
                failed: qsTr("The server was not reached"),
                odd: qsTr("This is not an operator's code")
            })
            sub: Match.of(page.what, {
                none: qsTr("Scan the code on the operator's page for this machine."),
                "starting stopped": qsTr("This takes a few seconds."),
                up: qsTr("Events are sent, and orders arrive."),
                unreachable: qsTr("Check the network. Visits go on, and events are sent later."),
                stranger: qsTr("Something else answers at its address. Please call the operator."),
                portal: qsTr("Check for a proxy, or a network that asks to sign in."),
                busy: qsTr("The machine tries again by itself."),
                unknown: qsTr("Scan the code on the operator's page to connect it again."),
                contradicts: qsTr("Visits go on. Please call the operator."),
                frozen: qsTr("Visits go on, but nothing is sent. Find the other machine, then scan a new code at the right one."),
                restored: qsTr("Events are sent. Orders are taken once the operator confirms."),
                compare: qsTr("Does the operator's page show the same digits? Then approve there."),
                refused: qsTr("The code is too old, was used, or is for another machine. Ask for a new one."),
                failed: qsTr("Check the network, then scan the code again."),
                odd: qsTr("Scan the code on the operator's page for this machine.")
            })
        }
    }
    asks: FactList {
        facts: [
            {
                name: qsTr("Server"),
                value: page.seen.hub ? page.plain(page.seen.hub) : qsTr("none"),
                wrong: false
            },
            {
                name: qsTr("Events to send"),
                value: Theme.figure(page.seen.waiting),
                wrong: false
            }
        ]
    }
    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Check again")
            onClicked: page.answered("ok", "")
        }
    }
}
