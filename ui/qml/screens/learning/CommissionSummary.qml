import QtQuick
import theme
import controls

MessagePage {
    id: page

    required property int found
    required property int of
    required property var faulty
    required property var missing
    required property var inverted
    required property int dead

    function some(labels: var): string {
        return labels.slice(0, 12).join(", ") + (labels.length > 12 ? " …" : "")
    }

    sign: missing.length > 0 || faulty.length > 0 ? "wait" : "done"
    headline: qsTr("%1 of %n doors found", "", of).arg(found)
    explained: missing.length > 0 ? qsTr("A door without a channel is left out of the site file.")
                                  : qsTr("Ready to write the site file.")
    asks: Column {
        spacing: 2 * Theme.unit

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
        Phrase {
            width: parent.width
            text: page.dead > 0 ? qsTr("%n channels open no door.", "", page.dead) : ""
        }
    }
    acts: Choices {
        stripColumns: 3

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
