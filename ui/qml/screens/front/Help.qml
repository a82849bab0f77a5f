import QtQuick
import theme
import controls

Page {
    id: page

    required property string machine
    required property int visit
    required property string word
    required property string phone
    required property bool finds

    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: Theme.landscape ? page.height : 100 * Theme.unit

    shows: Item {
        implicitHeight: 100 * Theme.unit

        readonly property real spare: height - head.implicitHeight - 6 * Theme.unit

        Column {
            id: head
            width: parent.width
            topPadding: Theme.landscape ? 0 : 4 * Theme.unit
            spacing: 4 * Theme.unit

            Headline {
                width: parent.width
                text: qsTr("Call us")
                size: Theme.question
            }
            // The largest thing here.
            DoorNumber {
                width: parent.width
                label: page.phone
                tallest: 17 * Theme.unit
                visible: label !== ""
                LayoutMirroring.enabled: false
                horizontalAlignment: page.LayoutMirroring.enabled ? Text.AlignRight : Text.AlignLeft
            }
        }
        CallCode {
            anchors { top: head.bottom; topMargin: 4 * Theme.unit; left: parent.left }
            width: Math.min(46 * Theme.unit, parent.spare)
            height: width
            source: parent.spare >= 18 * Theme.unit ? page.stage.callCode : ""
        }
    }
    asks: Rectangle {
        implicitHeight: said.implicitHeight + 8 * Theme.unit
        radius: Theme.radius
        color: Theme.card
        border.width: Theme.hairline
        border.color: Theme.line

        Column {
            id: said
            anchors { left: parent.left; right: parent.right; margins: 4 * Theme.unit; verticalCenter: parent.verticalCenter }
            spacing: 2 * Theme.unit

            Phrase {
                width: parent.width
                text: qsTr("Read this to us:")
                tone: Theme.quiet
                size: Theme.note * 1.07
            }
            Phrase {
                width: parent.width
                //: Read out on the telephone: the locker's name, the number of a visit and its word.
                text: page.visit > 0 ? qsTr("I am at locker %1. My visit is %2, %3.").arg("\u2066" + page.machine + "\u2069").arg(page.visit).arg("\u2066" + page.word + "\u2069")
                                     : qsTr("I am at locker %1.").arg("\u2066" + page.machine + "\u2069")
                size: Theme.question * 0.9
                strong: true
                Accessible.name: text.replace(/[\u2066\u2069]/g, "")
            }
        }
    }
    acts: Choices {
        stripColumns: 2

        PushButton {
            visible: page.finds
            lead: Icons.search
            text: qsTr("Where is what I left here?")
            sign: Icons.forward
            onClicked: page.answered("find", "")
        }
        PushButton {
            main: true
            centred: true
            text: qsTr("Continue")
            onClicked: page.answered("ok", "")
        }
    }
}
