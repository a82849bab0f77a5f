pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

/**
 * What a hand does to the cabinet's senses: warm and cool a zone, open a contact, take the paper out.
 * The rows are counted and not made anew, so that a button that is pressed keeps its place and its focus.
 */
ColumnLayout {
    id: panel

    required property var senses

    spacing: 6

    component Row: RowLayout {
        id: row
        property string text
        property bool good: true
        Layout.fillWidth: true
        spacing: Ink.gap

        Rectangle {
            implicitWidth: 12
            implicitHeight: 12
            radius: row.good ? 6 : 2
            color: row.good ? "#0B7A43" : Ink.stop
        }
        Text {
            Layout.fillWidth: true
            text: row.text
            font.pixelSize: Ink.body
            color: Ink.ink
            elide: Text.ElideRight
        }
    }

    Repeater {
        model: panel.senses.zones.length

        Row {
            id: zone
            required property int index
            readonly property var now: panel.senses.zones[index]
            text: now.name + ": " + now.celsius.toFixed(1) + " °C"
            good: now.good

            Act {
                text: "Cool"
                Accessible.name: text + " " + zone.now.name
                onClicked: panel.senses.warm(zone.now.name, -panel.senses.step)
            }
            Act {
                text: "Warm"
                Accessible.name: text + " " + zone.now.name
                onClicked: panel.senses.warm(zone.now.name, panel.senses.step)
            }
        }
    }
    Repeater {
        model: panel.senses.contacts.length

        Row {
            id: contact
            required property int index
            readonly property var now: panel.senses.contacts[index]
            text: now.name + (now.open ? ": open" : ": shut")
            good: !now.open

            Act {
                text: contact.now.open ? "Shut" : "Open"
                Accessible.name: text + " " + contact.now.name
                onClicked: panel.senses.touch(contact.now.name)
            }
        }
    }
    Row {
        visible: panel.senses.hasPrinter
        text: panel.senses.hasPaper ? "printer: has paper" : "printer: no paper"
        good: panel.senses.hasPaper

        Act {
            text: panel.senses.hasPaper ? "Take the paper out" : "Put paper in"
            onClicked: panel.senses.paper()
        }
    }
}
