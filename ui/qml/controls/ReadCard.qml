import QtQuick
import theme

/** What a scanner or the camera has read: hostile text, as plain text from left to right. */
Rectangle {
    id: card

    property string text
    property int length: 0
    /** What kind of code it was, where the reader said so. */
    property string kind

    readonly property int most: 100

    visible: text !== ""
    implicitHeight: words.implicitHeight + 5 * Theme.unit
    radius: Theme.radius
    color: Theme.card
    border.width: Theme.hairline
    border.color: Theme.line

    Column {
        id: words
        anchors {
            left: parent.left; leftMargin: 3 * Theme.unit
            right: parent.right; rightMargin: 3 * Theme.unit
            verticalCenter: parent.verticalCenter
        }
        spacing: 1.5 * Theme.unit

        Phrase {
            width: parent.width
            text: card.text ? "\u2066" + card.text.slice(0, card.most) + (card.text.length > card.most ? "…" : "") + "\u2069" : ""
            size: Theme.body * 1.1
            strong: true
            figures: true
            wrapMode: Text.WrapAnywhere
            Accessible.name: card.text
        }
        Phrase {
            width: parent.width
            //: %1 is a kind of code, like QR or EAN13
            text: card.kind ? qsTr("%n characters, read as %1", "", card.length).arg(card.kind.toUpperCase())
                            : qsTr("%n characters", "", card.length)
            size: Theme.note * 1.07
            tone: Theme.quiet
        }
    }
}
