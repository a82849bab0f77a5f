pragma ComponentBehavior: Bound

import QtQuick
import theme

/** Two large keys that move a column up and down: below each other beside it, or beside each other below it. */
Item {
    id: keys
    objectName: "scrollKeys"

    /** They stand beside the column. */
    property bool upright: false
    property bool canGoUp: false
    property bool canGoDown: false
    readonly property bool atLeft: Theme.actsLeft
    readonly property real high: upright ? Math.max(Theme.least, Math.min(22 * Theme.unit, (reachable - Theme.gap) / 2))
                                         : Theme.least
    /** How much of the height is where it may be touched. */
    readonly property real reachable: Theme.reach ? 0.4 * Theme.height - Theme.bottomRow - Theme.unit : height - 4 * Theme.unit

    signal turn(bool down)

    implicitWidth: Theme.target + 3 * Theme.gap
    implicitHeight: Theme.least + 3 * Theme.unit

    // Nothing is seen behind them, and nothing behind them is touched.
    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    MouseArea { anchors.fill: parent }
    Rectangle {
        width: keys.upright ? Theme.hairline : parent.width
        height: keys.upright ? parent.height : Theme.hairline
        color: Theme.line
        x: keys.upright && keys.atLeft ? parent.width - width : 0
    }

    component Key: PushButton {
        id: key
        property bool downward: false

        width: keys.upright ? Theme.target
                            : (keys.width - 2 * Theme.margin - Theme.gap) / 2
        height: keys.high
        pad: 0

        Icon {
            anchors.centerIn: parent
            size: 9 * Theme.unit
            path: key.downward ? Icons.downward : Icons.upward
            tone: key.words
            weight: 2.4
        }
    }

    Key {
        x: keys.upright ? Theme.gap * (keys.atLeft ? 2 : 1)
         : keys.atLeft ? keys.width - width - Theme.margin : Theme.margin
        y: keys.upright ? keys.height - 2 * keys.high - Theme.gap - Theme.unit : 2 * Theme.unit
        enabled: keys.canGoUp
        Accessible.name: qsTr("Scroll up")
        Accessible.description: enabled ? "" : qsTr("You are at the beginning.")
        onClicked: keys.turn(false)
    }
    Key {
        x: keys.upright ? Theme.gap * (keys.atLeft ? 2 : 1)
         : keys.atLeft ? Theme.margin : keys.width - width - Theme.margin
        y: keys.upright ? keys.height - keys.high - Theme.unit : 2 * Theme.unit
        downward: true
        enabled: keys.canGoDown
        Accessible.name: qsTr("Scroll down")
        Accessible.description: enabled ? "" : qsTr("You are at the end.")
        onClicked: keys.turn(true)
    }
}
