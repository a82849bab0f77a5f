pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls
import drawings

Page {
    id: page

    required property string text
    required property var labels

    readonly property Pages pages: Pages {
        all: page.labels
        size: Theme.reach && Theme.landscape ? 6 : 5
    }

    showsLeast: head.least
    shows: Illustrated {
        id: head
        readonly property bool one: page.labels.length === 1

        topPadding: Theme.landscape ? 0 : 4 * Theme.unit
        parts: Scenes.comparing
        text: one ? qsTr("Is it this parcel?") : qsTr("Which parcel is it?")
        sub: one ? qsTr("The number was different in one place. Compare it with the label.")
                 : qsTr("More than one number fits. Compare them with the label.")
    }
    asks: Tag { text: page.text }
    acts: Choices {
        stripColumns: 1

        Repeater {
            model: page.pages.shown

            PushButton {
                required property string modelData
                text: "\u2066" + modelData + "\u2069"
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
