pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

Page {
    id: page

    required property int found
    required property int of
    required property var faulty
    required property var missing
    required property var inverted
    required property int dead
    required property var front

    readonly property var kinds: {
        const found = {}
        faulty.forEach(label => found[label] = "in_doubt")
        missing.forEach(label => found[label] = "missing")
        return found
    }

    function some(labels: var): string {
        return labels.slice(0, 12).join(", ") + (labels.length > 12 ? " …" : "")
    }

    spoken: verdict.text
    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: height

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
                kind: page.missing.length > 0 || page.faulty.length > 0 ? "wait" : "done"
                text: qsTr("%1 of %n doors found", "", page.of).arg(page.found)
                sub: page.missing.length > 0 ? qsTr("A door without a channel is left out of the site file.")
                                             : qsTr("Ready to write the site file.")
            }
            Figures {
                width: parent.width
                figures: [
                    { value: page.missing.length, name: qsTr("doors without a channel"), kind: page.missing.length > 0 ? "stop" : "" },
                    { value: page.faulty.length, name: qsTr("unreliable sensors"), kind: page.faulty.length > 0 ? "wait" : "" },
                    { value: page.dead, name: qsTr("channels that open no door"), kind: page.dead > 0 ? "wait" : "" }
                ]
            }
        }
        Loader {
            anchors {
                top: head.bottom; topMargin: 4 * Theme.unit
                bottom: parent.bottom; bottomMargin: 3 * Theme.unit; left: parent.left; right: parent.right
            }
            active: page.front !== "" && height > 25 * Theme.unit
            sourceComponent: DoorPlan {
                enabled: false
                cabinet: page.front
                kinds: page.kinds
            }
        }
    }
    asks: Column {
        visible: page.missing.length + page.faulty.length + page.inverted.length > 0
        spacing: 1.5 * Theme.unit

        Phrase {
            width: parent.width
            text: page.missing.length > 0 ? qsTr("Without a channel: %1").arg(page.some(page.missing)) : ""
        }
        Phrase {
            width: parent.width
            text: page.faulty.length > 0 ? qsTr("Unreliable sensors: %1").arg(page.some(page.faulty)) : ""
        }
        Phrase {
            width: parent.width
            text: page.inverted.length > 0 ? qsTr("Sensors on these boards are inverted and now corrected: %1").arg(page.some(page.inverted)) : ""
        }
    }
    acts: Choices {
        stripColumns: 3
        uprightColumns: 2

        PushButton {
            visible: page.dead > 0 || page.faulty.length > 0
            centred: true
            text: qsTr("Try these again")
            onClicked: page.answered("again", "")
        }
        PushButton {
            centred: true
            text: qsTr("Start over")
            onClicked: page.answered("drop", "")
        }
        PushButton {
            visible: page.found > 0
            main: true
            grave: true
            centred: true
            text: qsTr("Write the site file")
            onClicked: page.answered("write", "")
        }
    }
}
