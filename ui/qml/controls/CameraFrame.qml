import QtQuick
import QtQuick.Shapes
import Cubby
import theme

/** What the camera sees, with the corners between which a code is to be held. */
Rectangle {
    id: frame

    property bool active: true
    /** A face is wanted, and not a code: an oval instead of the corners. */
    property bool oval: false
    /** What is seen is as it should be. */
    property bool good: false

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
    Shape {
        id: oval
        preferredRendererType: Shape.CurveRenderer
        anchors.fill: parent
        visible: frame.oval

        ShapePath {
            strokeWidth: frame.good ? Theme.unit : 0.6 * Theme.unit
            strokeColor: frame.good ? "#4CC38A" : "#FFFFFF"
            fillColor: "transparent"

            PathAngleArc {
                centerX: oval.width / 2
                centerY: oval.height / 2
                radiusY: Math.min(0.43 * oval.height, 0.55 * oval.width)
                radiusX: 0.76 * radiusY
                sweepAngle: 360
            }
        }
    }
    Icon {
        anchors.centerIn: parent
        visible: !frame.oval
        size: Math.min(parent.width, parent.height) * 0.8
        path: Icons.corners
        tone: "#FFFFFF"
        weight: 0.35
    }
}
