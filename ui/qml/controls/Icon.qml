import QtQuick
import QtQuick.Shapes

/** A sign drawn with strokes. One that points somewhere (`directed`) turns with the writing. */
Item {
    id: icon

    property string path
    property real size: 24
    property color tone: "black"
    property real weight: 2
    property bool directed: false
    property bool filled: false

    implicitWidth: size
    implicitHeight: size
    visible: path !== ""

    Shape {
        width: icon.size
        height: icon.size
        anchors.centerIn: parent
        transform: Scale {
            origin.x: icon.size / 2
            xScale: icon.directed && icon.LayoutMirroring.enabled ? -1 : 1
        }

        ShapePath {
            scale: Qt.size(icon.size / 24, icon.size / 24)
            strokeWidth: icon.weight * icon.size / 24
            strokeColor: icon.tone
            fillColor: icon.filled ? icon.tone : "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            PathSvg { path: icon.path }
        }
    }
}
