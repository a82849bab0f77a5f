import QtQuick
import theme
import controls
import drawings

Page {
    id: page

    required property bool can_scan
    required property bool unknown

    showsLeast: head.least
    showsMost: Theme.landscape ? height : 100 * Theme.unit
    shows: Illustrated {
        id: head
        topPadding: Theme.landscape ? 0 : 4 * Theme.unit
        text: qsTr("Where is what I left here?")
        sub: page.can_scan ? qsTr("Hold the code of your receipt up to the scanner, or type its number.")
                           : qsTr("Type the number on your receipt.")
        parts: page.can_scan ? Scenes.reading(page.stage.readsAt) : Scenes.typingSlip
        towards: page.can_scan ? page.stage.readsAt : ""
    }
    asks: Notice {
        kind: "wait"
        text: page.unknown ? qsTr("We don't know this number.") : ""
        sub: qsTr("Check it, and that this is the right locker.")
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
