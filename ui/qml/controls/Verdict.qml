import QtQuick
import theme
import "match.js" as Match

/** How it stands, to be read from three metres: a field of its colour with a sign, the verdict, and what to do.
    `kind`: done, wait, stop or info. */
Rectangle {
    id: verdict

    required property string kind
    required property string text
    property string sub
    property string path: Match.of(kind, {
        done: Icons.tick, stop: Icons.cross, wait: Icons.bang, info: Icons.letterI
    })

    readonly property bool plain: kind === "info"
    readonly property color words: plain ? Theme.ink : Theme.signInk
    readonly property real pad: (Theme.landscape ? 2.5 : 4) * Theme.unit

    implicitHeight: Math.max(sign.height, told.implicitHeight) + 2 * pad
    radius: Theme.radius
    color: Match.of(kind, { done: Theme.done, wait: Theme.wait, stop: Theme.stop, info: Theme.card })
    border.width: plain ? Theme.hairline : 0
    border.color: Theme.edge

    Rectangle {
        id: sign
        anchors { left: parent.left; leftMargin: verdict.pad; verticalCenter: parent.verticalCenter }
        width: (Theme.landscape ? 9 : 12) * Theme.unit
        height: width
        radius: width / 2
        color: verdict.words

        Icon {
            anchors.centerIn: parent
            size: 0.62 * parent.width
            weight: 2.6
            tone: verdict.color
            path: verdict.path
        }
    }
    Column {
        id: told
        anchors {
            left: sign.right; leftMargin: verdict.pad
            right: parent.right; rightMargin: verdict.pad
            verticalCenter: parent.verticalCenter
        }
        spacing: Theme.unit

        Phrase {
            width: parent.width
            text: verdict.text
            size: Theme.question * (Theme.landscape ? 0.85 : 1)
            strong: true
            spread: 1.05
            tone: verdict.words
            Accessible.role: Accessible.Heading
        }
        Phrase {
            width: parent.width
            text: verdict.sub
            size: Theme.body * 0.9
            tone: verdict.words
        }
    }
}
