pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

/**
 * What a hand does to the supplies: cut the mains or cover the sun, drain and charge the battery.
 * The rows are counted and not made anew, so that a button that is pressed keeps its place and its focus.
 */
ColumnLayout {
    id: panel

    required property var power

    spacing: 6

    Repeater {
        model: panel.power.supplies.length

        ColumnLayout {
            id: supply
            required property int index
            readonly property var now: panel.power.supplies[index]
            Layout.fillWidth: true
            spacing: 6

            RowLayout {
                Layout.fillWidth: true
                spacing: Ink.gap

                Rectangle {
                    implicitWidth: 12
                    implicitHeight: 12
                    radius: supply.now.mains ? 6 : 2
                    color: supply.now.mains ? "#0B7A43" : Ink.stop
                }
                Text {
                    Layout.fillWidth: true
                    text: supply.now.name + (supply.now.grid ? supply.now.mains ? ": on mains" : ": mains cut"
                                             : supply.now.mains ? ": sun" : ": no sun")
                        + ", " + supply.now.charge.toFixed(0) + " %"
                    font.pixelSize: Ink.body
                    color: Ink.ink
                    elide: Text.ElideRight
                }
                Act {
                    text: supply.now.grid ? supply.now.mains ? "Cut the mains" : "Mains back"
                        : supply.now.mains ? "Cover the sun" : "Let it shine"
                    Accessible.name: text + " " + supply.now.name
                    onClicked: panel.power.cut(supply.now.name)
                }
            }
            Row {
                Layout.alignment: Qt.AlignRight
                spacing: 8

                Act {
                    text: "Drain the battery"
                    Accessible.name: text + " " + supply.now.name
                    enabled: supply.now.charge > 0
                    onClicked: panel.power.charge(supply.now.name, -panel.power.step)
                }
                Act {
                    text: "Charge it"
                    Accessible.name: text + " " + supply.now.name
                    enabled: supply.now.charge < 100
                    onClicked: panel.power.charge(supply.now.name, panel.power.step)
                }
            }
        }
    }
}
