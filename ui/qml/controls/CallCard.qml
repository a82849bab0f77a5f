pragma ComponentBehavior: Bound

import QtQuick
import theme

/** What somebody at the telephone asks for. */
Rectangle {
    id: card

    required property string machine
    required property int visit
    required property string word
    required property string phone

    implicitHeight: lines.implicitHeight + 8 * Theme.unit
    radius: Theme.radius
    color: Theme.card
    border.width: Theme.hairline
    border.color: Theme.line

    component Line: Item {
        id: line
        property string label
        property string value
        property bool large: false
        readonly property bool folds: name.natural + what.natural + 3 * Theme.unit > line.width

        width: lines.width
        visible: value !== ""
        implicitHeight: folds ? name.implicitHeight + what.implicitHeight : Math.max(name.implicitHeight,
                                                                                     what.implicitHeight)
        Phrase {
            id: name
            anchors.left: parent.left
            y: line.folds ? 0 : (line.height - height) / 2
            width: line.folds ? parent.width : natural
            text: line.label
            tone: Theme.quiet
            size: Theme.note * 1.07
        }
        Phrase {
            id: what
            figures: true
            anchors.right: parent.right
            y: line.folds ? name.height : (line.height - height) / 2
            width: line.folds ? parent.width : parent.width - name.width - 3 * Theme.unit
            // Numbers and codes are read from left to right in every language.
            text: line.value ? "\u2066" + line.value + "\u2069" : ""
            size: line.large ? Theme.question * 0.9 : Theme.body
            font.weight: Font.DemiBold
            horizontalAlignment: line.folds ? Text.AlignLeft : Text.AlignRight
            Accessible.name: line.value
        }
    }

    Column {
        id: lines
        anchors {
            left: parent.left; leftMargin: 4 * Theme.unit
            right: parent.right; rightMargin: 4 * Theme.unit
            verticalCenter: parent.verticalCenter
        }
        spacing: 2 * Theme.unit

        Line { label: qsTr("Phone"); value: card.phone; large: true }
        Line { label: qsTr("Locker"); value: card.machine }
        Line { label: qsTr("Visit"); value: card.visit > 0 ? String(card.visit) : "" }
        //: A word that names this visit, to be read out on the telephone.
        Line { label: qsTr("Visit word"); value: card.word }
    }
}
