import QtQuick
import theme
import controls

MessagePage {
    id: page

    required property string errand
    required property int percent

    steady: true
    signPath: Match.of(errand, { verify: Icons.list, "export export_broken": Icons.lower })
    headline: Match.of(errand, {
        verify: qsTr("Verifying the journal…"),
        "export export_broken": qsTr("Saving the journal…")
    })
    explained: Match.of(errand, {
        verify: qsTr("The machine keeps working meanwhile."),
        "export export_broken": qsTr("Please leave the stick in.")
    })
    asks: Item {
        implicitHeight: bar.height + told.implicitHeight + 2 * Theme.unit

        Rectangle {
            id: bar
            width: parent.width
            height: 3 * Theme.unit
            radius: height / 2
            color: Theme.card
            border.width: Theme.hairline
            border.color: Theme.edge
            Accessible.role: Accessible.ProgressBar
            Accessible.name: told.text

            Rectangle {
                anchors { left: parent.left; top: parent.top; bottom: parent.bottom }
                width: Math.max(height, parent.width * page.percent / 100)
                radius: height / 2
                color: Theme.accent
            }
        }
        Phrase {
            id: told
            anchors { top: bar.bottom; topMargin: 2 * Theme.unit; left: parent.left; right: parent.right }
            text: Theme.figure(page.percent) + " %"
            figures: true
            spoken: false
        }
    }
    acts: Choices {
        PushButton {
            centred: true
            text: qsTr("Stop")
            onClicked: page.answered("stop", "")
        }
    }
}
