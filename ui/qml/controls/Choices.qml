import QtQuick
import theme
import "fitting.js" as Fitting

/** Buttons below each other, all of one height; beside each other where `columns` says so. */
Flow {
    id: choices

    /** How many a row when the controls lie in one strip along the bottom. */
    property int stripColumns: 3
    /** How many a row where the window is upright. */
    property int uprightColumns: 1
    property int landscapeColumns: 1
    property real rowHeight: Theme.target
    readonly property bool strip: Theme.reach && Theme.landscape
    property list<PushButton> shown: []
    readonly property bool narrow: Fitting.page(choices.parent)?.narrow ?? false
    readonly property int columns: narrow ? 1 : strip ? Math.max(1, Math.ceil(shown.length / Math.ceil(shown.length / stripColumns)))
                                         : Theme.landscape ? landscapeColumns : uprightColumns
    readonly property real cell: Math.floor((width - spacing * (columns - 1)) / columns)
    property real tallest: 0

    spacing: Theme.gap
    onChildrenChanged: bindAll()
    Component.onCompleted: bindAll()

    function bindAll(): void {
        for (const child of children) {
            const button = child as PushButton
            if (!button)
                continue
            button.width = Qt.binding(() => choices.widthOf(button))
            button.height = Qt.binding(() => button.main ? Math.max(button.implicitHeight, choices.tallest)
                                                         : choices.tallest)
        }
        shown = Qt.binding(() => Array.from(choices.children).filter(one => one instanceof PushButton && one.visible))
        tallest = Qt.binding(() => choices.highest())
    }

    /** The last one in a row of its own takes the whole of it. */
    function widthOf(button: PushButton): real {
        const alone = shown.length % columns === 1 && shown.indexOf(button) === shown.length - 1
        return alone && columns === 2 ? width : cell
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
