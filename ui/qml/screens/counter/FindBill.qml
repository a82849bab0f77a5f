import QtQuick
import theme
import controls
import drawings

Page {
    id: page

    required property string service
    required property bool can_scan
    required property bool unknown

    readonly property var said: stage.services[service] ?? ({ name: "", hint: "" })

    showsLeast: head.least
    showsMost: Theme.landscape ? height : 100 * Theme.unit
    shows: Illustrated {
        id: head
        topPadding: Theme.landscape ? 0 : 4 * Theme.unit
        text: qsTr("Which bill would you like to pay?")
        sub: page.can_scan ? qsTr("Hold the code on the bill up to the scanner, or type its number.")
                           : qsTr("Type the number on your bill.")
        parts: page.can_scan ? Scenes.reading(page.stage.readsAt) : Scenes.typingSlip
        towards: page.can_scan ? page.stage.readsAt : ""
    }
    asks: Notice {
        kind: page.unknown ? "wait" : "info"
        text: page.unknown ? qsTr("We don't know this number.") : page.said.name
        sub: page.unknown ? qsTr("Check it. A bill can be paid once only.") : page.said.hint
    }
    acts: Choices {
        PushButton {
            main: true
            lead: Icons.keyboard
            text: qsTr("Type the number")
            sign: Icons.forward
            onClicked: page.answered("type", "")
        }
    }
}
