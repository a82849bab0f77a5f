import QtQuick
import theme
import controls

Page {
    id: page

    required property string service
    required property bool returning

    readonly property var said: page.stage.services[service] ?? ({ name: "", conditions: [] })
    readonly property var conditions: said.conditions ?? []

    spoken: head.text
    showsLeast: words.implicitHeight + 2 * Theme.unit
    showsMost: height

    shows: Item {
        implicitHeight: words.implicitHeight

        Column {
            id: words
            anchors { left: parent.left; right: parent.right }
            y: Theme.landscape ? 0 : Math.max(0, Math.min(6 * Theme.unit, (parent.height - implicitHeight) * 0.5))
            spacing: 6 * Theme.unit

            Headline {
                id: head
                width: parent.width
                text: qsTr("Is everything all right?")
                sub: page.said.name
            }
            Points {
                width: parent.width
                points: Array.from(page.conditions, said => ({ sign: Icons.tick, text: said }))
            }
        }
    }
    asks: Item {
        implicitHeight: why.implicitHeight

        Phrase {
            id: why
            width: parent.width
            text: page.returning ? qsTr("If something is broken or missing, tell us. You can bring it back all the same.")
                                 : qsTr("If something is broken or missing, tell us now: then nobody asks you later.")
            tone: Theme.quiet
        }
    }
    acts: Choices {
        stripColumns: 2

        PushButton {
            main: true
            lead: Icons.tick
            text: qsTr("Yes, all is right")
            onClicked: page.answered("right", "")
        }
        PushButton {
            lead: Icons.warn
            text: qsTr("No, something is wrong")
            onClicked: page.answered("wrong", "")
        }
    }
}
