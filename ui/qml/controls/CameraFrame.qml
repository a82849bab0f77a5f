import QtQuick
import QtQuick.Shapes
import Cubby
import theme
import drawings

/** What the camera sees, with the corners between which a code is to be held. */
Rectangle {
    id: frame

    property bool active: true
    /** A face is wanted, and not a code: an oval instead of the corners. */
    property bool oval: false
    /** What is seen is as it should be. */
    property bool good: false

    /** What to hold before it, one of `Scenes`: large until there is a picture, then in a corner of it. */
    property var scene: []

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
        visible: !camera.live && frame.scene.length === 0
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
        visible: !frame.oval && (camera.live || frame.scene.length === 0)
        size: Math.min(parent.width, parent.height) * 0.8
        path: Icons.corners
        tone: "#FFFFFF"
        weight: 0.35
    }
    Drawing {
        readonly property real inset: 1.5 * Theme.unit
        visible: frame.scene.length > 0
        parts: frame.scene
        flipped: frame.LayoutMirroring.enabled
        width: camera.live ? 0.36 * frame.width : frame.width
        height: camera.live ? Math.min(0.36 * frame.height, 0.5 * width) : frame.height
        x: !camera.live ? 0 : flipped ? frame.width - width - 2 * inset : 2 * inset
        y: camera.live ? frame.height - height - 2 * inset : 0
    }
}
