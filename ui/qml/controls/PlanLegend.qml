pragma ComponentBehavior: Bound

import QtQuick
import theme

/** What the signs of a plan mean, and how many doors have them. `entries`: {kind, text, count}. */
Flow {
    id: legend

    required property var entries

    visible: entries.length > 0
    spacing: 2.5 * Theme.unit

    Repeater {
        model: legend.entries

        Row {
            id: entry
            required property var modelData
            spacing: 1.2 * Theme.unit

            Rectangle {
                width: 13 * Theme.unit
                height: 5 * Theme.unit
                radius: 0.7 * Theme.unit
                color: Theme.door
                border.width: Theme.hairline
                border.color: Theme.edge
                anchors.verticalCenter: parent.verticalCenter

                PlanSigns {
                    anchors.fill: parent
                    places: [{ label: "1", x: 0, y: 0, width: width, height: height }]
                    kinds: ({ "1": entry.modelData.kind })
                }
            }
            Phrase {
                anchors.verticalCenter: parent.verticalCenter
                width: Math.min(natural + 1, legend.width - 15 * Theme.unit)
                size: Theme.note
                text: entry.modelData.text + ": " + entry.modelData.count
            }
        }
    }
}
