import QtQuick
import QtQuick.Shapes
import theme

/** A thick arrow to where a thing really is. Never mirrored: left is the person's own left. */
Item {
    id: pointer

    /** Degrees clockwise from the right; -1 for what is behind: the arrow goes around. */
    property real angle: 0
    property color tone: Theme.accentText
    readonly property bool around: angle < 0
    readonly property real stroke: Math.min(width, height) * 0.15
    /** How long it may be for its place, along its own direction. */
    readonly property real reach: {
        const across = Math.abs(Math.cos(angle * Math.PI / 180)), down = Math.abs(Math.sin(angle * Math.PI / 180))
        return Math.min(across > 0.01 ? width / across : Infinity, down > 0.01 ? height / down : Infinity) - stroke
    }
    readonly property real half: around ? 0 : Math.max(stroke, Math.min(reach, 1.7 * Math.min(width, height)) / 2)
    readonly property real head: Math.min(half, 0.36 * Math.min(width, height))

    LayoutMirroring.enabled: false
    Accessible.ignored: true

    Shape {
        visible: !pointer.around
        preferredRendererType: Shape.CurveRenderer
        anchors.centerIn: parent
        width: 2 * pointer.half
        height: width
        rotation: pointer.angle

        ShapePath {
            strokeWidth: pointer.stroke
            strokeColor: pointer.tone
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            startX: 0
            startY: pointer.half
            PathLine { x: 2 * pointer.half; y: pointer.half }
            PathMove { x: 2 * pointer.half - pointer.head; y: pointer.half - pointer.head }
            PathLine { x: 2 * pointer.half; y: pointer.half }
            PathLine { x: 2 * pointer.half - pointer.head; y: pointer.half + pointer.head }
        }
    }
    Shape {
        id: bend
        visible: pointer.around
        preferredRendererType: Shape.CurveRenderer
        anchors.centerIn: parent
        readonly property real least: Math.min(pointer.width, pointer.height) - pointer.stroke
        width: least
        height: least

        ShapePath {
            strokeWidth: pointer.stroke
            strokeColor: pointer.tone
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin
            startX: 0.1 * bend.least
            startY: bend.least
            PathLine { x: 0.1 * bend.least; y: 0.42 * bend.least }
            PathArc { x: 0.8 * bend.least; y: 0.42 * bend.least; radiusX: 0.35 * bend.least; radiusY: 0.35 * bend.least }
            PathLine { x: 0.8 * bend.least; y: 0.9 * bend.least }
            PathMove { x: 0.55 * bend.least; y: 0.65 * bend.least }
            PathLine { x: 0.8 * bend.least; y: 0.9 * bend.least }
            PathLine { x: 1.05 * bend.least; y: 0.65 * bend.least }
        }
    }
}
