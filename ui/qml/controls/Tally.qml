import QtQuick
import theme

/** A number and what it counts. */
Item {
    id: tally

    property int count: 0
    property string words
    property color tone: Theme.ink

    implicitHeight: Math.max(figure.implicitHeight, what.implicitHeight)
    Accessible.role: Accessible.StaticText
    Accessible.name: figure.text + " " + words

    Text {
        id: figure
        anchors { left: parent.left; verticalCenter: parent.verticalCenter }
        text: Theme.figure(tally.count)
        color: tally.tone
        font.pixelSize: Math.floor(Theme.title)
        font.weight: Font.Bold
        Accessible.ignored: true
    }
    Phrase {
        id: what
        anchors {
            left: figure.right; leftMargin: 2 * Theme.unit
            right: parent.right; verticalCenter: parent.verticalCenter
        }
        text: tally.words
        tone: Theme.quiet
        spoken: false
    }
}
