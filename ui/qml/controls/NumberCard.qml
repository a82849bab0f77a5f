import QtQuick
import theme

/** A number or a code, large, in groups of four. `secret`: it is never spoken aloud. */
Rectangle {
    id: card

    property string number
    property string words
    property bool secret: false
    readonly property int group: number.length % 4 === 0 ? 4 : number.length === 10 ? 5 : 3

    implicitHeight: (words === "" ? 0 : title.implicitHeight + Theme.unit) + digits.implicitHeight + 5 * Theme.unit
    radius: Theme.radius
    color: Theme.card
    border.width: Theme.hairline
    border.color: Theme.edge

    Phrase {
        id: title
        anchors { top: parent.top; topMargin: 2 * Theme.unit; horizontalCenter: parent.horizontalCenter }
        width: Math.min(natural + 1, parent.width - 4 * Theme.unit)
        text: card.words
        visible: text !== ""
        tone: Theme.quiet
        size: Theme.note * 1.07
        horizontalAlignment: Text.AlignHCenter
    }
    Text {
        id: digits
        anchors { bottom: parent.bottom; bottomMargin: 2.5 * Theme.unit; horizontalCenter: parent.horizontalCenter }
        text: card.number.replace(new RegExp("(.{" + card.group + "})(?=.)", "g"), "$1\u2009\u2009")
        color: Theme.ink
        font.pixelSize: Math.min(11 * Theme.unit, 1.5 * (card.width - 6 * Theme.unit) / Math.max(1, card.number.length))
        font.weight: Font.DemiBold
        // A code is never spoken aloud.
        Accessible.ignored: card.secret
        Accessible.role: Accessible.StaticText
        Accessible.name: card.secret ? "" : card.number
    }
}
