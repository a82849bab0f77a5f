pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

Page {
    id: page

    required property string label
    required property var place
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

    spoken: verdict.text
    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: height

    shows: Item {
        implicitHeight: 100 * Theme.unit

        Column {
            id: head
            width: parent.width
            topPadding: 2 * Theme.unit
            spacing: 3 * Theme.unit

            Verdict {
                id: verdict
                width: parent.width
                kind: page.slow && (page.standing === "free" || page.standing === "in_use") ? "wait"
                    : Match.of(page.standing, { "free in_use": "done", "in_doubt open": "wait", "out down": "stop" })
                text: Match.of(page.standing, {
                    free: qsTr("Door %1 is free").arg(page.label),
                    in_use: qsTr("Door %1 is in use").arg(page.label),
                    in_doubt: qsTr("Contents not confirmed"),
                    out: qsTr("Door %1 is out of service").arg(page.label),
                    down: qsTr("Door %1 does not answer").arg(page.label),
                    open: qsTr("Door %1 is open").arg(page.label)
                })
                sub: page.slow ? qsTr("This lock is slow.") + " " + qsTr("Clean or replace it before it fails.") : where.text.replace("\n", " ")
            }
            Figures {
                width: parent.width
                figures: [
                    { value: page.openings, name: qsTr("openings"), kind: "" },
                    { value: page.jams, name: qsTr("jams"), kind: 20 * page.jams > page.openings ? "wait" : "" },
                    {
                        value: page.usual_ms > 0 ? qsTr("%1 s").arg(Theme.figure(page.seconds(page.last_ms))) : "–",
                        name: page.usual_ms > 0 ? qsTr("last opening, usually %1 s").arg(Theme.figure(page.seconds(page.usual_ms))) : qsTr("Never opened."),
                        kind: page.slow ? "stop" : ""
                    }
                ]
            }
        }
        DoorPlan {
            anchors {
                top: head.bottom; topMargin: 4 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            visible: height > 25 * Theme.unit && !page.halves
            enabled: false
            cabinet: page.stage.cabinet
            chosen: page.label
            open: page.stage.doorsOpen
        }
        PlaceWords {
            id: where
            width: parent.width
            visible: false
            place: page.place
        }
    }
    // In a wide window what is touched leaves more room for the plan than figures do.
    asks: DoorPlan {
        visible: page.halves
        implicitHeight: 48 * Theme.unit
        enabled: false
        cabinet: page.stage.cabinet
        chosen: page.label
        open: page.stage.doorsOpen
    }
    acts: Choices {
        stripColumns: 4
        uprightColumns: 2

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
