import QtQuick
import theme

/** A quiet row while the screen is read aloud: again, silence, and how fast and loud. */
Item {
    id: row

    signal wanted(string what)

    // What slides in from below comes from behind it.
    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    Rectangle {
        width: parent.width
        height: Theme.hairline
        color: Theme.line
    }
    Row {
        id: buttons
        readonly property real cell: (width - 3 * spacing) / 4
        anchors {
            left: parent.left; leftMargin: Theme.margin
            right: parent.right; rightMargin: Theme.margin
            bottom: parent.bottom
        }
        spacing: Theme.gap

        component Quiet: PushButton {
            height: Theme.least
            quiet: true
            centred: true
        }

        Quiet { width: buttons.cell; text: qsTr("Repeat"); onClicked: row.wanted("repeat") }
        //: The voice falls silent.
        Quiet { width: buttons.cell; text: qsTr("Stop"); onClicked: row.wanted("stop") }
        //: How fast the voice speaks.
        Quiet { width: buttons.cell; text: qsTr("Faster"); onClicked: row.wanted("faster") }
        Quiet { width: buttons.cell; text: qsTr("Louder"); onClicked: row.wanted("louder") }
    }
}
