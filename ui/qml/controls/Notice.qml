import QtQuick
import "../theme"

/** What happened, and below it what to do: a sign, a colour and words. `kind`: done, wait, stop or info. */
Rectangle {
    id: notice

    property string kind: "info"
    property string text
    property string sub
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

    Rectangle {
        id: badge
        anchors { left: parent.left; leftMargin: 3 * Theme.unit; verticalCenter: parent.verticalCenter }
        width: 7 * Theme.unit
        height: width
        radius: width / 2
        color: notice.tone

        Icon {
            anchors.centerIn: parent
            size: 4.6 * Theme.unit
            weight: 2.6
            tone: notice.kind === "info" ? Theme.accentInk : Theme.signInk
            path: notice.kind === "done" ? Icons.tick : notice.kind === "wait" ? "M12 4v9 M12 19h.01"
                : notice.kind === "stop" ? Icons.cross : "M12 10.5V20 M12 5h.01"
        }
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
    }
}
