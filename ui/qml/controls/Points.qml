pragma ComponentBehavior: Bound

import QtQuick
import theme

/** Short sentences below each other, each with a sign. `points`: a list of `{ sign, text }`. */
Column {
    id: list

    required property var points

    spacing: 3 * Theme.unit

    Repeater {
        model: list.points

        Item {
            id: point
            required property var modelData

            width: list.width
            implicitHeight: Math.max(sign.height, words.implicitHeight)

            Icon {
                id: sign
                anchors { left: parent.left; top: parent.top }
                size: words.wanted * 1.5
                path: point.modelData.sign
                tone: Theme.accentText
                weight: 1.6
            }
            Phrase {
                id: words
                anchors {
                    left: sign.right; leftMargin: 3 * Theme.unit
                    right: parent.right
                    verticalCenter: sign.verticalCenter
                    verticalCenterOffset: lineCount > 1 ? (implicitHeight - sign.height) / 2 : 0
                }
                text: point.modelData.text
            }
        }
    }
}
