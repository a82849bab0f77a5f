pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls
import drawings

Page {
    id: page

    required property string verb
    required property var services

    readonly property Pages pages: Pages {
        all: page.services
        size: 6
    }

    wideActs: many
    readonly property bool many: pages.shown.length + (pages.many ? 1 : 0) > 4

    showsLeast: head.least
    showsMost: Theme.landscape ? height : head.implicitHeight
    shows: Illustrated {
        id: head
        topPadding: Theme.landscape ? 0 : 4 * Theme.unit
        parts: Match.of(page.verb, { bring: Scenes.put, store: Scenes.put, borrow: Scenes.take, pay: Scenes.waiting })
        text: Match.of(page.verb, {
            bring: qsTr("What would you like to drop off?"),
            store: qsTr("What would you like to store?"),
            borrow: qsTr("What would you like to borrow?"),
            pay: qsTr("What would you like to pay?")
        })
    }
    acts: Choices {
        stripColumns: 3
        landscapeColumns: page.many ? 3 : 1
        rowHeight: (Theme.reach ? 12 : page.many ? 14 : 22) * Theme.unit

        Repeater {
            model: page.pages.shown

            ServiceButton {
                required property var modelData
                said: page.stage.services[modelData.digest] ?? ({ name: modelData.name, hint: "", picture: "" })
                telling: !page.many && !Theme.reach
                onClicked: page.answered("picked", modelData.name)
            }
        }
        PushButton {
            visible: page.pages.many
            text: qsTr("More")
            sign: Icons.forward
            onClicked: page.pages.turn()
        }
    }
}
