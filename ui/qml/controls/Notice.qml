import QtQuick
import theme
import "fitting.js" as Fitting
import "match.js" as Match

/** What happened, and below it what to do: a sign, a colour and words. `kind`: done, wait, stop or info.
    A screen reader is told of it when it comes, over everything else where something has to be done. */
Rectangle {
    id: notice

    property string kind: "info"
    property string text
    property string sub
    /** What was scanned or typed, as it was. */
    property string code
    readonly property color tone: Match.of(kind, {
        done: Theme.done, wait: Theme.wait, stop: Theme.stop, info: Theme.accentText
    })

    readonly property string spoken: sub ? text + " " + sub : text
    readonly property bool seen: visible && (Fitting.page(notice.parent)?.settled ?? false)
    /** The text that was told last: numbers that count down below it are not told again. */
    property string told

    function tell(): void {
        if (!seen || text === told)
            return
        told = text
        if (text)
            Accessible.announce(spoken, ["wait", "stop"].includes(kind) ? Accessible.Assertive : Accessible.Polite)
    }
    onSeenChanged: Qt.callLater(tell)
    onTextChanged: Qt.callLater(tell)

    visible: text !== ""
    implicitHeight: Math.max(words.implicitHeight + 5 * Theme.unit, 11 * Theme.unit)
    radius: Theme.radius
    color: Theme.card
    border.width: Theme.hairline * 1.5
    border.color: tone
    Accessible.role: Accessible.AlertMessage
    Accessible.name: spoken

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
