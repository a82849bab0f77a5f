pragma ComponentBehavior: Bound

import QtQuick
import theme
import "match.js" as Match

/** Stations that depend on each other, joined from the first to the last: where it breaks, and what is not known
    behind that. `stations`: {name, kind}; `kind`: done, stop, wait or "" for not known. */
Row {
    id: chain

    required property var stations
    readonly property real cell: Math.floor(width / Math.max(1, stations.length))

    Repeater {
        model: chain.stations.length

        Item {
            id: station
            required property int index
            readonly property var told: chain.stations[index] ?? { name: "", kind: "" }
            readonly property bool known: told.kind !== ""
            /** What comes before it works, and it as well, or nearly. */
            readonly property bool reached: chain.stations[index - 1]?.kind === "done" && (told.kind === "done" || told.kind === "wait")
            readonly property bool mirrored: LayoutMirroring.enabled

            width: chain.cell
            height: Math.max(...Array.from(chain.children, one => one.needed ?? 0))
            readonly property real needed: sign.height + words.implicitHeight + 2 * Theme.unit
            Accessible.role: Accessible.StaticText
            Accessible.name: told.name + ": " + Match.of(told.kind, {
                done: qsTr("works"), stop: qsTr("broken"), wait: qsTr("check this"), "": qsTr("not known")
            })

            // The way here from the one before: whole, or only dots.
            Row {
                id: way
                readonly property real from: -chain.cell / 2 + sign.width / 2
                x: station.mirrored ? station.width / 2 + sign.width / 2 : from
                y: (sign.height - height) / 2
                visible: station.index > 0
                width: chain.cell - sign.width
                spacing: whole ? 0 : 1.5 * Theme.unit
                readonly property bool whole: station.reached

                Repeater {
                    model: way.whole ? 1 : Math.max(1, Math.floor(way.width / (3 * Theme.unit)))

                    Rectangle {
                        width: way.whole ? way.width : 1.5 * Theme.unit
                        height: 1.2 * Theme.unit
                        radius: height / 2
                        color: way.whole ? Theme.done : Theme.edge
                    }
                }
            }
            Rectangle {
                id: sign
                anchors.horizontalCenter: parent.horizontalCenter
                width: (Theme.landscape ? 10 : 13) * Theme.unit
                height: width
                radius: width / 2
                color: Match.of(station.told.kind, { done: Theme.done, stop: Theme.stop, wait: Theme.wait, "": Theme.paper })
                border.width: station.known ? 0 : 2 * Theme.hairline
                border.color: Theme.edge

                Icon {
                    anchors.centerIn: parent
                    size: 0.6 * parent.width
                    weight: 2.6
                    tone: station.known ? Theme.signInk : Theme.quiet
                    path: Match.of(station.told.kind, { done: Icons.tick, stop: Icons.cross, wait: Icons.bang, "": "M8 12h8" })
                }
            }
            Phrase {
                id: words
                anchors { left: parent.left; right: parent.right; top: sign.bottom; topMargin: 1.5 * Theme.unit }
                leftPadding: 0
                text: station.told.name
                size: Theme.note
                strong: station.told.kind === "stop"
                horizontalAlignment: Text.AlignHCenter
                spoken: false
            }
        }
    }
}
