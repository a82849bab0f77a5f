import QtQuick
import theme

/** The keypad, and another way instead of it where there is one: the camera, if nothing else is said. */
Item {
    id: acts

    property real room: 0
    property bool scan: false
    property string instead: qsTr("Scan the code instead")
    property string insteadSign: Icons.camera
    property bool waiting: false
    property bool ready: false
    readonly property bool strip: Theme.reach && Theme.landscape
    /** The other way stands before the keypad, and not above it. */
    readonly property bool aside: strip && Theme.textScale === 1
    readonly property int rows: keypad.rowCount
    readonly property real taken: scan && !aside ? Theme.gap + camera.implicitHeight : 0

    signal digit(string which)
    signal erase()
    signal next()
    signal scanned()

    implicitHeight: keypad.implicitHeight + taken

    PushButton {
        id: camera
        visible: acts.scan
        anchors.left: parent.left
        width: acts.aside ? (parent.width - 6 * Theme.gap) / 7 : parent.width
        height: acts.aside ? parent.height : implicitHeight
        lead: acts.aside ? "" : acts.insteadSign
        centred: acts.aside
        text: acts.instead
        sign: acts.aside ? "" : Icons.forward
        onClicked: acts.scanned()
    }
    Keypad {
        id: keypad
        anchors { right: parent.right; bottom: parent.bottom }
        width: acts.aside && acts.scan ? parent.width - camera.width - Theme.gap : parent.width
        rowHeight: Math.max(Theme.least, 1.35 * Theme.button * 1.1, Math.min(19 * Theme.unit,
            (acts.room - acts.taken - (acts.rows - 1) * Theme.gap) / acts.rows))
        ready: acts.ready
        waiting: acts.waiting
        onDigit: which => acts.digit(which)
        onErase: acts.erase()
        onNext: acts.next()
    }
}
