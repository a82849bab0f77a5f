import QtQuick
import "../theme"

/** Buttons below each other, all of one height; beside each other where `columns` says so. */
Grid {
    id: choices

    /** How many a row when the controls lie in one strip along the bottom. */
    property int stripColumns: 3
    /** How many a row where the window is upright. */
    property int uprightColumns: 1
    property real rowHeight: Theme.target
    readonly property bool strip: Theme.reach && Theme.landscape
    readonly property real cell: (width - spacing * (columns - 1)) / columns
    property real tallest: 0

    columns: strip ? stripColumns : Theme.landscape ? 1 : uprightColumns
    spacing: Theme.gap
    onChildrenChanged: bindAll()
    Component.onCompleted: bindAll()

    function bindAll(): void {
        for (const child of children) {
            const button = child as PushButton
            if (!button)
                continue
            button.width = Qt.binding(() => choices.cell)
            button.height = Qt.binding(() => button.main ? Math.max(button.implicitHeight, choices.tallest)
                                                         : choices.tallest)
        }
        tallest = Qt.binding(() => choices.highest())
    }

    function highest(): real {
        let height = rowHeight
        for (const child of children) {
            const button = child as PushButton
            if (button && button.visible && (!button.main || columns > 1))
                height = Math.max(height, button.implicitHeight)
        }
        return height
    }
}
