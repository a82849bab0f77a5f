pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

DoorPage {
    id: page

    required property string standing
    required property var offered
    required property int openings
    required property int jams
    required property int usual_ms
    required property int last_ms
    required property bool slow

    function seconds(ms: int): string {
        return (ms / 1000).toFixed(1)
    }

    headline: Match.of(standing, {
        free: qsTr("Door %1 is free").arg(label),
        in_use: qsTr("Door %1 is in use").arg(label),
        in_doubt: qsTr("Contents not confirmed"),
        out: qsTr("Door %1 is out of service").arg(label),
        down: qsTr("Door %1 does not answer").arg(label),
        open: qsTr("Door %1 is open").arg(label)
    })
    instruction: [openings > 0 ? qsTr("Opened %n times.", "", openings) : qsTr("Never opened."), jams > 0 ? qsTr("Jammed %n times.", "", jams) : ""].join(" ").trim()
    detail: usual_ms > 0 ? qsTr("Last opening: %1 s, usually %2 s.").arg(seconds(last_ms)).arg(seconds(usual_ms)) : ""
    notice: slow ? qsTr("This lock is slow.") : ""
    noticeSub: slow ? qsTr("Clean or replace it before it fails.") : ""

    acts: Choices {
        stripColumns: 3

        Repeater {
            model: page.offered

            PushButton {
                required property string modelData
                lead: Match.of(modelData, { check: Icons.door, test: Icons.tick, withdraw: Icons.wrench })
                text: Match.of(modelData, {
                    check: qsTr("Open and check"),
                    test: qsTr("Test ten times"),
                    withdraw: qsTr("Take out of service")
                })
                onClicked: page.answered(modelData, "")
            }
        }
        PushButton {
            main: true
            centred: true
            text: qsTr("Go back")
            onClicked: page.answered("back", "")
        }
    }
}
