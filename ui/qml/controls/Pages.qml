import QtQml

/** Cuts a list into what fits on the screen at once; nothing here is dragged or flicked. */
QtObject {
    property var all: []
    property int size: 5
    property int from: 0
    readonly property bool many: all.length > size
    readonly property var shown: all.slice(from, from + (many ? size - 1 : size))

    onAllChanged: if (from >= all.length) from = 0

    function turn(): void {
        from = from + size - 1 >= all.length ? 0 : from + size - 1
    }
}
