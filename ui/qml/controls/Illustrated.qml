import QtQuick
import theme
import drawings

/** The question, and below it a drawing of what to do, where there is room for one. For the zone `shows`. */
Item {
    id: illustrated

    property string text
    property string sub
    /** One of `Scenes`. */
    property var parts: []
    property string towards
    property real topPadding: 0
    /** How high the drawing may become. */
    property real most: (Theme.landscape ? 46 : 56) * Theme.unit
    /** As high as the words alone: what a page needs. */
    readonly property real least: head.implicitHeight
    readonly property real spare: height - head.implicitHeight - (Theme.landscape ? 5.5 : 7) * Theme.unit

    implicitHeight: head.implicitHeight + (parts.length > 0 ? 4 * Theme.unit + most : 0)

    Headline {
        id: head
        width: parent.width
        topPadding: illustrated.topPadding
        text: illustrated.text
        sub: illustrated.sub
    }
    Drawing {
        objectName: "drawing"
        y: head.implicitHeight + (Theme.landscape ? 3 : 4) * Theme.unit
        width: parent.width
        height: Math.max(0, Math.min(illustrated.spare, illustrated.most))
        visible: parts.length > 0 && illustrated.spare >= 16 * Theme.unit
        parts: illustrated.parts
        towards: illustrated.towards
        flipped: illustrated.LayoutMirroring.enabled
    }
}
