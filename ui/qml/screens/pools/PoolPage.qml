pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls
import drawings

Page {
    id: page

    required property string service
    required property int free
    required property bool enough
    required property var until
    required property var lent
    required property bool takes

    readonly property var said: stage.services[service] ?? ({ name: "", hint: "" })
    readonly property BackByWords term: BackByWords {}
    readonly property Pages pages: Pages {
        all: page.takes ? page.lent : []
        size: 4
    }

    spoken: head.text
    showsLeast: head.least
    showsMost: Theme.landscape ? height : head.implicitHeight
    shows: Illustrated {
        id: head
        topPadding: Theme.landscape ? 0 : 4 * Theme.unit
        parts: page.free > 0 ? Scenes.take : Scenes.later
        text: page.said.name
        sub: page.said.hint
    }
    asks: Notice {
        kind: page.enough || page.free === 0 || !page.takes ? "wait" : "info"
        text: !page.takes && page.lent.length > 0 ? qsTr("Nothing can be brought back right now.")
            : page.enough ? qsTr("You have as many as one person may have.")
            : page.free === 0 ? qsTr("None is here at the moment.") : qsTr("%n are here", "", page.free)
        sub: !page.takes && page.lent.length > 0 ? qsTr("Please come back later or call us.")
            : page.enough ? page.takes && page.lent.length > 0 ? qsTr("Bring one back first.") : qsTr("Please come back later.")
            : page.free === 0 ? qsTr("Please come back later.") : page.term.said(page.until, false)
    }
    acts: Choices {
        stripColumns: 2

        PushButton {
            visible: page.free > 0 && !page.enough
            main: true
            lead: Icons.door
            text: qsTr("Take one")
            sign: Icons.forward
            onClicked: page.answered("take", "")
        }
        Repeater {
            model: page.pages.shown

            PushButton {
                required property var modelData
                lead: Icons.undo
                text: modelData.text === "" ? qsTr("Bring it back") : qsTr("Bring back %1").arg("\u2068" + modelData.text + "\u2069")
                sub: page.term.said(modelData.until, modelData.over)
                sign: Icons.forward
                onClicked: page.answered("picked", modelData.id)
            }
        }
        PushButton {
            visible: page.pages.many
            text: qsTr("More")
            sign: Icons.forward
            onClicked: page.pages.turn()
        }
        PushButton {
            main: page.enough || page.free === 0
            centred: true
            text: qsTr("Done")
            onClicked: page.answered("done", "")
        }
    }
}
