import QtQuick
import Cubby
import "../theme"

/** What the camera sees, with the corners between which a code is to be held. */
Rectangle {
    id: frame

    property bool active: true

    radius: Theme.radius
    color: Theme.contrast ? "#000000" : "#14181D"
    border.width: Theme.dark ? Theme.hairline : 0
    border.color: Theme.edge
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("What the camera sees")

    CameraView {
        id: camera
        anchors { fill: parent; margins: 1.5 * Theme.unit }
        active: frame.active
        // Out of sight it would stop looking for frames.
        opacity: live ? 1 : 0
    }
    Icon {
        anchors.centerIn: parent
        visible: !camera.live
        size: Math.min(parent.width, parent.height) * 0.3
        path: Icons.camera
        tone: "#9AA2AB"
        weight: 1.4
    }
    Icon {
        anchors.centerIn: parent
        size: Math.min(parent.width, parent.height) * 0.8
        path: Icons.corners
        tone: "#FFFFFF"
        weight: 0.35
    }
}
