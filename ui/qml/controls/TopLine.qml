import QtQuick
import theme

/** The machine's id and the time: small, at the top, where nobody has to touch. */
Item {
    id: line

    property string machine
    property string time
    /** The camera is on: said in words and by a sign, on every screen. */
    property bool camera: false

    implicitHeight: Theme.topLine

    // What does not fit below, or slides in, ends here.
    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }

    Phrase {
        anchors { left: parent.left; leftMargin: Theme.margin; verticalCenter: parent.verticalCenter }
        text: line.machine
        size: Theme.leastText
        bounded: false
        tone: Theme.quiet
        //: Spoken by a screen reader; %1 is the id that stands on the machine.
        Accessible.name: qsTr("Locker %1").arg(line.machine)
    }
    Row {
        anchors.centerIn: parent
        visible: line.camera
        spacing: 1.5 * Theme.unit

        Icon {
            anchors.verticalCenter: parent.verticalCenter
            size: 5 * Theme.unit
            path: Icons.camera
            tone: Theme.ink
            weight: 2
        }
        Phrase {
            anchors.verticalCenter: parent.verticalCenter
            text: qsTr("Camera on")
            size: Theme.leastText
            bounded: false
            strong: true
        }
    }
    Phrase {
        anchors { right: parent.right; rightMargin: Theme.margin; verticalCenter: parent.verticalCenter }
        text: line.time
        size: Theme.leastText
        bounded: false
        tone: Theme.quiet
    }
}
