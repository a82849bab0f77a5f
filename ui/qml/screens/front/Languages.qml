pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls
import drawings

Page {
    id: page

    required property var codes
    required property string current

    readonly property Pages pages: Pages {
        all: page.codes
        size: Theme.reach && Theme.landscape ? 8 : Theme.landscape ? 5 : 10
    }

    function nameOf(code: string): string {
        return stage.languages.find(one => one.code === code)?.name ?? code
    }

    showsLeast: head.least
    shows: Illustrated {
        id: head
        topPadding: Theme.landscape ? 0 : 4 * Theme.unit
        parts: Scenes.tongues
        text: qsTr("Your language")
    }
    acts: Choices {
        uprightColumns: page.codes.length > 5 ? 2 : 1
        stripColumns: 4
        rowHeight: Theme.reach ? Theme.target : 17 * Theme.unit

        Repeater {
            model: page.pages.shown

            PushButton {
                required property string modelData
                /** A language's name is said in that language. */
                readonly property string spokenIn: modelData
                readonly property bool chosen: modelData === page.current

                main: chosen
                labelSize: Theme.button * 1.1
                text: page.nameOf(modelData)
                sign: chosen ? Icons.tick : ""
                checkable: true
                checked: chosen
                Accessible.role: Accessible.RadioButton
                onClicked: page.answered("picked", modelData)
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
