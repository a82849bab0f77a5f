pragma ComponentBehavior: Bound

import QtQuick
import theme

/** How far somebody has come: what is done is ticked, and what is to be done now has the accent. */
Row {
    id: row

    /** The words of each step. */
    required property var steps
    /** The one that is to be done now, from 1. */
    required property int now
    readonly property real cell: (width - (steps.length - 1) * spacing) / Math.max(1, steps.length)

    spacing: 2 * Theme.unit
    visible: steps.length > 0
    Accessible.role: Accessible.StaticText
    //: Spoken by a screen reader: the step of a visit, such as "Step 2 of 3: Take".
    Accessible.name: now > 0 && now <= steps.length ? qsTr("Step %1 of %2: %3").arg(Theme.figure(now)).arg(Theme.figure(steps.length)).arg(steps[now - 1]) : ""

    Repeater {
        model: row.steps

        Column {
            id: step
            required property int index
            required property string modelData
            readonly property bool past: index + 1 < row.now
            readonly property bool present: index + 1 === row.now
            readonly property color tone: past ? Theme.done : present ? Theme.accentText : Theme.quiet

            width: row.cell
            spacing: 1.2 * Theme.unit

            Rectangle {
                width: parent.width
                height: (step.present ? 1.2 : 0.8) * Theme.unit
                y: 0
                radius: height / 2
                color: step.past || step.present ? step.tone : Theme.line
            }
            Item {
                width: parent.width
                implicitHeight: Math.max(words.implicitHeight, 4.6 * Theme.unit)

                Icon {
                    id: sign
                    visible: step.past
                    x: row.LayoutMirroring.enabled ? parent.width - width : 0
                    anchors.verticalCenter: parent.verticalCenter
                    size: 4.2 * Theme.unit
                    path: Icons.tick
                    weight: 3
                    tone: step.tone
                }
                Phrase {
                    id: words
                    anchors {
                        left: parent.left
                        leftMargin: step.past ? 5 * Theme.unit : 0
                        right: parent.right
                        verticalCenter: parent.verticalCenter
                    }
                    text: step.past ? step.modelData : Theme.figure(step.index + 1) + "\u2002" + step.modelData
                    size: Theme.note
                    strong: step.present
                    tone: step.tone
                    spoken: false
                }
            }
        }
    }
}
