import QtQuick
import "../theme"

/** What happened, and below it what to do: a sign, a colour and words. `kind`: done, wait, stop or info. */
Rectangle {
    id: notice

    property string kind: "info"
    property string text
    property string sub
    /** What was scanned or typed, as it was. */
    property string code
    readonly property color tone: kind === "done" ? Theme.done : kind === "wait" ? Theme.wait
                                : kind === "stop" ? Theme.stop : Theme.accent

    visible: text !== ""
    implicitHeight: Math.max(words.implicitHeight + 5 * Theme.unit, 11 * Theme.unit)
    radius: Theme.radius
    color: Theme.card
    border.width: Theme.hairline * 1.5
    border.color: tone
    Accessible.role: Accessible.AlertMessage
    Accessible.name: sub ? text + " " + sub : text

    Badge {
        id: badge
        anchors { left: parent.left; leftMargin: 3 * Theme.unit; verticalCenter: parent.verticalCenter }
        width: 7 * Theme.unit
        height: width
        kind: notice.kind
    }
    Column {
        id: words
        anchors {
            left: badge.right; leftMargin: 2.5 * Theme.unit
            right: parent.right; rightMargin: 3 * Theme.unit
            verticalCenter: parent.verticalCenter
        }
        spacing: 0.4 * Theme.unit

        Phrase { width: parent.width; text: notice.text; size: Theme.body * 0.9; strong: true; spoken: false }
        Phrase { width: parent.width; text: notice.sub; size: Theme.body * 0.9; tone: Theme.quiet; spoken: false }
        Phrase {
            width: parent.width
            // Hostile text is shown as plain text, from left to right.
            text: notice.code ? "\u2066" + notice.code + "\u2069" : ""
            size: Theme.note
            tone: Theme.quiet
            maximumLineCount: 2
            wrapMode: Text.WrapAnywhere
            elide: Text.ElideRight
            Accessible.name: notice.code
        }
    }
}
