pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

/** What a hand does to the cabinet's senses: warm and cool a zone, open a contact, take the paper out. */
ColumnLayout {
    id: panel

    required property var senses

    visible: senses.zones.length > 0 || senses.contacts.length > 0 || senses.hasPrinter
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
        model: panel.senses.zones

        Row {
            id: zone
            required property var modelData
            text: modelData.name + ": " + modelData.celsius.toFixed(1) + " °C"
            good: modelData.good

            Act {
                text: "Cool"
                Accessible.name: text + " " + zone.modelData.name
                onClicked: panel.senses.warm(zone.modelData.name, -panel.senses.step)
            }
            Act {
                text: "Warm"
                Accessible.name: text + " " + zone.modelData.name
                onClicked: panel.senses.warm(zone.modelData.name, panel.senses.step)
            }
        }
    }
    Repeater {
        model: panel.senses.contacts

        Row {
            id: contact
            required property var modelData
            text: modelData.name + (modelData.open ? ": open" : ": shut")
            good: !modelData.open

            Act {
                text: contact.modelData.open ? "Shut" : "Open"
                Accessible.name: text + " " + contact.modelData.name
                onClicked: panel.senses.touch(contact.modelData.name)
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
