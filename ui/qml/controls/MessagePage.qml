import QtQuick
import theme

/** A screen that says how it went: a sign, what happened, and what to do. */
Page {
    id: page

    property string sign: "info"
    /** What the sign shows, where it is not what its kind shows. */
    property string signPath
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
            // In a wide window it begins as high as what stands beside it.
            y: Theme.landscape && page.asksHeight ? 0
               : Math.max(0, Math.min(36 * Theme.unit, (parent.height - implicitHeight) * 0.5))
            spacing: 6 * Theme.unit

            Badge {
                anchors.left: parent.left
                kind: page.sign
                implicitWidth: (Theme.landscape ? 18 : 24) * Theme.unit

                Binding on path { when: page.signPath !== ""; value: page.signPath }
            }
            Headline { width: parent.width; text: page.headline; sub: page.explained }
        }
    }
}
