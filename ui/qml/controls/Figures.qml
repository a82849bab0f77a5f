pragma ComponentBehavior: Bound

import QtQuick
import theme
import "fitting.js" as Fitting
import "match.js" as Match

/** Large figures beside each other, each with what it counts; below each other where somebody has chosen a size at which
    one of them needs more room. `figures`: {value, name, kind}; a `kind` of wait or stop marks the one that is amiss, by
    a rim and a sign. */
Grid {
    id: row

    required property var figures
    /** There is room to make them large, in an upright window. */
    property bool roomy: false
    readonly property real beside: Math.floor((width - (figures.length - 1) * spacing) / Math.max(1, figures.length))
    readonly property real cell: Math.floor((width - (columns - 1) * spacing) / columns)
    readonly property bool narrow: Fitting.page(row.parent)?.narrow ?? false
    readonly property var widths: Array.from(children, one => one.least ?? 0)

    columns: narrow || Theme.textScale > 1 && Math.max(...widths) > beside ? 1 : Math.max(1, figures.length)

    /** All are as large as the widest of them can be. */
    readonly property real size: Math.min(...Array.from(children, one => one.fitting ?? Infinity))

    spacing: 2 * Theme.unit

    Repeater {
        model: row.figures.length

        Rectangle {
            id: tile
            required property int index
            readonly property var told: row.figures[index] ?? { value: "", name: "", kind: "" }
            /** A number is written as somebody wants their digits, words as they are. */
            readonly property string written: Number.isFinite(told.value) ? Theme.figure(told.value) : String(told.value)
            readonly property bool amiss: told.kind === "wait" || told.kind === "stop"
            readonly property color tone: Match.of(told.kind, { "": Theme.ink, wait: Theme.wait, stop: Theme.stop })

            /** The size at which its value takes one line, beside the sign. */
            readonly property real fitting: {
                const free = words.width - (amiss ? sign.width + Theme.unit : 0)
                const wide = value.metrics.font.weight > 0 ? value.metrics.advanceWidth(value.text) : 0
                return free > 0 && wide > 0 ? most * Math.min(1, free / (wide * most / 100 + 0.5 * Theme.unit)) : most
            }
            readonly property real most: Theme.title * (Theme.landscape ? 0.72 : row.roomy ? 1.3 : 0.86)

            /** The width that it needs at the least size that was chosen. */
            readonly property real least: Fitting.drawn(value.metrics.advanceWidth(value.text), Theme.leastChosen)
                + (amiss ? sign.width + Theme.unit : 0) + 5 * Theme.unit

            width: row.cell
            height: Math.max(...Array.from(row.children, one => one.needed ?? 0))
            readonly property real pad: (row.roomy && !Theme.landscape ? 3.5 : 2) * Theme.unit
            readonly property real needed: words.implicitHeight + 2 * pad
            radius: Theme.radius
            color: Theme.card
            border.width: amiss ? 3 * Theme.hairline : Theme.hairline
            border.color: amiss ? tone : Theme.line
            Accessible.role: Accessible.StaticText
            Accessible.name: told.name + ": " + written

            Column {
                id: words
                anchors {
                    left: parent.left; leftMargin: 2.5 * Theme.unit
                    right: parent.right; rightMargin: 2 * Theme.unit
                    top: parent.top; topMargin: tile.pad
                }
                spacing: 0.6 * Theme.unit

                Phrase {
                    id: value
                    anchors.left: parent.left
                    width: parent.width - (tile.amiss ? sign.width + Theme.unit : 0)
                    // A number and its unit stay together, and get smaller together.
                    text: tile.written.replace(/ /g, "\u00a0")
                    size: row.size
                    strong: true
                    figures: true
                    spread: 1
                    spoken: false
                    tone: tile.tone
                }
                Phrase {
                    width: parent.width
                    text: tile.told.name
                    size: Theme.note
                    spoken: false
                    tone: Theme.quiet
                }
            }
            Badge {
                id: sign
                visible: tile.amiss
                anchors { right: parent.right; rightMargin: 1.5 * Theme.unit; top: parent.top; topMargin: 1.5 * Theme.unit }
                implicitWidth: 4.5 * Theme.unit
                kind: tile.told.kind || "wait"
            }
        }
    }
}
