import QtQuick
import theme
import "fitting.js" as Fitting

/** Buttons below each other, all of one height; beside each other where `columns` says so. */
Flow {
    id: choices

    /** How many a row when the controls are in one strip along the bottom. */
    property int stripColumns: 3
    /** How many a row where the window is upright. */
    property int uprightColumns: 1
    property int landscapeColumns: 1
    property real rowHeight: Theme.target
    readonly property bool strip: Theme.reach && Theme.landscape
    property list<PushButton> shown: []
    readonly property bool narrow: Fitting.page(choices.parent)?.narrow ?? false
    readonly property int asked: strip ? Math.max(1, Math.ceil(shown.length / Math.ceil(shown.length / stripColumns)))
                               : Theme.landscape ? landscapeColumns : uprightColumns
    /** Fewer than asked for where words that somebody wants large would break into many lines beside each other. */
    readonly property int columns: {
        let most = narrow ? 1 : asked
        while (Theme.textScale > 1 && most > 1 && shown.some(one => one.linesIn(across(most)) > 1.7))
            most -= 1
        return most
    }
    readonly property real cell: across(columns)
    property real tallest: 0

    spacing: Theme.gap
    onChildrenChanged: bindAll()
    Component.onCompleted: bindAll()

    function across(many: int): real {
        return Math.floor((width - spacing * (many - 1)) / many)
    }
    function bindAll(): void {
        for (const child of children) {
            const button = child as PushButton
            if (!button)
                continue
            button.width = Qt.binding(() => choices.widthOf(button))
            button.height = Qt.binding(() => button.main && choices.columns === 1
                ? Math.max(button.implicitHeight, choices.tallest) : choices.tallest)
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
            // Beside others the one to press is no higher than they are.
            if (button && button.visible && (!button.main || columns > 1))
                height = Math.max(height, button.main ? button.contentHigh : button.implicitHeight)
        }
        return height
    }
}
