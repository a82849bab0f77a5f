pragma ComponentBehavior: Bound

import QtQuick
import theme

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

    spacing: Theme.gap
    columns: Theme.reach && Theme.landscape ? 10 : Theme.landscape ? 5 : 5

    Repeater {
        model: grid.pages.shown

        PushButton {
            id: number
            required property string modelData
            readonly property bool marked: grid.signed.includes(modelData)
            width: grid.cell
            height: Math.max(Theme.least, implicitHeight)
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
        height: Theme.least
        pad: Theme.unit
        centred: true
        text: "…"
        Accessible.name: qsTr("More doors")
        onClicked: grid.pages.turn()
    }
}
