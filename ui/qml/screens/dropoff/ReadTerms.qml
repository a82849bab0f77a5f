import QtQuick
import theme
import controls

Page {
    id: page

    required property string service

    readonly property var said: page.stage.services[service] ?? ({ name: "", terms: "" })

    showsLeast: words.implicitHeight + 2 * Theme.unit
    showsMost: height

    shows: Item {
        implicitHeight: words.implicitHeight

        Column {
            id: words
            anchors { left: parent.left; right: parent.right }
            y: Theme.landscape ? 0 : Math.max(0, Math.min(6 * Theme.unit, (parent.height - implicitHeight) * 0.5))
            spacing: 5 * Theme.unit

            Headline {
                width: parent.width
                text: qsTr("Is that right?")
                sub: page.said.name
            }
            Phrase {
                width: parent.width
                text: page.said.terms
                visible: text !== ""
                size: Theme.body
            }
        }
    }
    acts: Choices {
        stripColumns: 2

        PushButton {
            lead: Icons.cross
            text: qsTr("No, keep the parcel")
            onClicked: page.answered("back", "")
        }
        PushButton {
            main: true
            grave: true
            centred: true
            text: qsTr("Yes, continue")
            onClicked: page.answered("agree", "")
        }
    }
}
