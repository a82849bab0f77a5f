pragma ComponentBehavior: Bound

import QtQuick
import theme
import "fitting.js" as Fitting

/** Doors to pick by their numbers, as many as there is room for; one more button shows the others. */
Grid {
    id: grid

    property var labels: []
    /** Those with a sign, and what a screen reader says of them. */
    property var signed: []
    property string signedWords
    property string signPath: Icons.tick
    property int most: 20
    readonly property Pages pages: Pages {
        all: grid.labels
        size: grid.most
    }
    readonly property real cell: Math.floor((width - spacing * (columns - 1)) / columns)

    signal picked(string label)

    readonly property real tall: Math.max(Theme.target, 1.35 * Theme.button + Theme.unit)

    spacing: Theme.gap
    /** What the widest label takes, with its sign. */
    readonly property real needed: Math.max(0, ...labels.map(one => Fitting.drawn(metrics.advanceWidth(one), Theme.button)))
        + (signed.length > 0 ? 9.5 * Theme.unit : 0) + 2 * Theme.unit
    readonly property FontMetrics metrics: FontMetrics {
        font.weight: Font.DemiBold
        font.pixelSize: 100
    }
    columns: Math.max(1, Math.min(Theme.reach && Theme.landscape ? 10 : 5, Math.floor((width + spacing) / (needed + spacing))))

    Repeater {
        model: grid.pages.shown

        PushButton {
            id: number
            required property string modelData
            readonly property bool marked: grid.signed.includes(modelData)
            width: grid.cell
            height: grid.tall
            pad: Theme.unit
            centred: true
            lead: marked ? grid.signPath : ""
            text: modelData
            Accessible.name: qsTr("Door %1").arg(modelData)
            Accessible.description: marked ? grid.signedWords : ""
            onClicked: grid.picked(modelData)
        }
    }
    PushButton {
        visible: grid.pages.many
        width: grid.cell
        height: grid.tall
        pad: Theme.unit
        centred: true
        text: "…"
        Accessible.name: qsTr("More doors")
        onClicked: grid.pages.turn()
    }
}
