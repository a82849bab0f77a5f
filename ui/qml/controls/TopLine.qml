import QtQuick
import theme

/** Whose machine it is, its id, and the time: small, at the top, where nobody has to touch. */
Item {
    id: line

    property string machine
    /** The operator's name and logo; empty where the site file says none. */
    property string brand
    property string logo
    property string time
    /** The camera is on: said in words and by a sign, on every screen. */
    property bool camera: false

    implicitHeight: Theme.topLine

    // What does not fit below, or slides in, ends here, and is not touched through it.
    MouseArea { anchors.fill: parent }
    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }

    // Where there is no room for all, the name gives way first: people are asked for the id.
    readonly property real room: width - 2 * Theme.margin - clock.width - 3 * Theme.unit
        - (camera ? seeing.width + 3 * Theme.unit : 0)
    readonly property real besideId: id.natural + (sign.visible ? sign.width + owner.spacing : 0)

    Row {
        id: owner
        anchors { left: parent.left; leftMargin: Theme.margin; verticalCenter: parent.verticalCenter }
        height: 5 * Theme.unit
        spacing: 1.5 * Theme.unit

        Logo {
            id: sign
            height: parent.height
            widest: 16 * Theme.unit
            source: line.logo
            name: owning.visible ? "" : line.brand
        }
        Phrase {
            id: owning
            anchors.verticalCenter: parent.verticalCenter
            visible: line.brand !== "" && natural + 3 * owner.spacing + line.besideId < line.room
            text: line.brand
            size: Theme.leastText
            bounded: false
            strong: true
        }
        Phrase {
            anchors.verticalCenter: parent.verticalCenter
            visible: owning.visible
            text: "·"
            size: Theme.leastText
            bounded: false
            tone: Theme.quiet
            spoken: false
        }
        Phrase {
            id: id
            anchors.verticalCenter: parent.verticalCenter
            text: line.machine
            size: Theme.leastText
            bounded: false
            tone: Theme.quiet
            //: Spoken by a screen reader; %1 is the id that stands on the machine.
            Accessible.name: qsTr("Locker %1").arg(line.machine)
        }
    }
    Row {
        id: seeing
        anchors { right: clock.left; rightMargin: 3 * Theme.unit; verticalCenter: parent.verticalCenter }
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
        id: clock
        anchors { right: parent.right; rightMargin: Theme.margin; verticalCenter: parent.verticalCenter }
        text: line.time
        size: Theme.leastText
        bounded: false
        tone: Theme.quiet
    }
}
