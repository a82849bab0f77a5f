import QtQuick
import "../theme"

/** The machine's id and the time: small, at the top, where nobody has to touch. */
Item {
    id: line

    property string machine
    property string time

    implicitHeight: Theme.topLine

    Phrase {
        anchors { left: parent.left; leftMargin: Theme.margin; verticalCenter: parent.verticalCenter }
        text: line.machine
        size: Theme.leastText
        bounded: false
        tone: Theme.quiet
        //: Spoken by a screen reader; %1 is the id that stands on the machine.
        Accessible.name: qsTr("Machine %1").arg(line.machine)
    }
    Phrase {
        anchors { right: parent.right; rightMargin: Theme.margin; verticalCenter: parent.verticalCenter }
        text: line.time
        size: Theme.leastText
        bounded: false
        tone: Theme.quiet
    }
}
