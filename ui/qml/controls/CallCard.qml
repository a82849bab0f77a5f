import QtQuick
import theme

/** How to call us: a code for the telephone, the number, and the words by which we know where somebody is. */
Rectangle {
    id: card

    required property string machine
    required property int visit
    required property string word
    required property string phone

    /** Of a code that calls the number, or empty. */
    property string code
    readonly property real side: code !== "" ? Math.min(26 * Theme.unit, 0.3 * width) : 0

    implicitHeight: Math.max(side, lines.implicitHeight) + 6 * Theme.unit
    radius: Theme.radius
    color: Theme.card
    border.width: Theme.hairline
    border.color: Theme.line

    CallCode {
        id: picture
        anchors { left: parent.left; leftMargin: 3 * Theme.unit; verticalCenter: parent.verticalCenter }
        width: card.side
        height: width
        source: card.code
    }
    Column {
        id: lines
        anchors {
            left: picture.right; leftMargin: (card.side > 0 ? 3 : 1) * Theme.unit
            right: parent.right; rightMargin: 3 * Theme.unit
            verticalCenter: parent.verticalCenter
        }
        spacing: Theme.unit

        Phrase {
            width: parent.width
            text: card.side > 0 ? qsTr("Scan to call us") : qsTr("Call us")
            size: Theme.note * 1.07
            tone: Theme.quiet
        }
        Phrase {
            width: parent.width
            figures: true
            // Numbers and codes are read from left to right in every language.
            text: card.phone ? "\u2066" + card.phone + "\u2069" : ""
            size: Theme.question * 0.9
            strong: true
            Accessible.name: card.phone
        }
        Phrase {
            width: parent.width
            readonly property string who: card.word ? card.machine + ", " + card.word : card.machine
            //: What to say on the telephone: the locker's name, and a word that names this visit.
            text: qsTr("Say: %1").arg("\u2066" + who + "\u2069")
            size: Theme.body
            Accessible.name: qsTr("Say: %1").arg(who)
        }
    }
}
