import QtQuick
import "../theme"

/** A screen that says how it went: a sign, what happened, and what to do. */
Page {
    id: page

    property string sign: "info"
    property string headline
    property string explained

    spoken: headline
    showsLeast: words.implicitHeight + 2 * Theme.unit
    showsMost: page.height

    shows: Item {
        implicitHeight: words.implicitHeight + 6 * Theme.unit

        Column {
            id: words
            anchors { left: parent.left; right: parent.right }
            y: Math.max(0, Math.min(36 * Theme.unit, (parent.height - implicitHeight) * 0.5))
            spacing: 6 * Theme.unit

            Badge { anchors.left: parent.left; kind: page.sign; implicitWidth: (Theme.landscape ? 18 : 24) * Theme.unit }
            Headline { width: parent.width; text: page.headline; sub: page.explained }
        }
    }
}
