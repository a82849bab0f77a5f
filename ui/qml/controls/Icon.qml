import QtQuick
import QtQuick.Shapes
import theme

/** A sign drawn with strokes. One that points somewhere turns with the writing. */
Item {
    id: icon

    property string path
    property real size: 24
    property color tone: "black"
    property real weight: 2
    readonly property bool directed: Icons.turning.includes(path)
    /** Where its lines cross themselves an even number of times it stays empty. */
    readonly property bool filled: path === Icons.contrast

    implicitWidth: size
    implicitHeight: size
    visible: path !== ""

    Shape {
        preferredRendererType: Shape.CurveRenderer
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
