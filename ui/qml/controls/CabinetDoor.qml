import QtQuick
import QtQuick.Shapes
import "../theme"

/** One door of the cabinet's picture: shut, or with its leaf swung out at the hinge. */
Item {
    id: home

    required property var door
    required property real scaleBy
    required property real below
    required property bool marked
    required property bool ajar
    required property bool lit
    required property bool numbered
    required property string hinge

    readonly property real inset: Math.max(1, 0.35 * Theme.unit)
    readonly property real numberSize: Math.min(height * 0.62, width * 0.4, marked ? 8 * Theme.unit : 3 * Theme.unit)
    /** 0 shut, 1 wide open. */
    property real swing: ajar && ready ? 1 : 0
    property bool swings: false
    property bool ready: false
    property bool settled: false

    x: door.left * scaleBy + inset
    y: below - (door.bottom + door.height) * scaleBy + inset
    width: door.width * scaleBy - 2 * inset
    height: door.height * scaleBy - 2 * inset

    Component.onCompleted: {
        ready = true
        settled = true
    }

    Behavior on swing {
        enabled: Theme.motion && (home.swings || home.settled)
        NumberAnimation { duration: 600; easing.type: Easing.OutCubic }
    }

    Rectangle {
        anchors.fill: parent
        radius: Math.min(0.7 * Theme.unit, height / 3)
        color: !home.marked ? Theme.door : home.ajar && !home.lit ? Theme.accentSoft : Theme.accent
        border.width: Theme.contrast && !home.marked ? 1 : 0
        border.color: "#FFFFFF"
    }
    Text {
        anchors.centerIn: parent
        visible: home.marked || (home.numbered && home.numberSize >= 1.4 * Theme.unit)
        text: home.door.label
        font.pixelSize: Math.max(1, Math.floor(home.numberSize))
        font.weight: home.marked ? Font.Bold : Font.Normal
        color: home.marked ? Theme.accentInk : Theme.doorInk
        Accessible.ignored: true
    }
    Shape {
        id: leaf
        preferredRendererType: Shape.CurveRenderer

        readonly property bool rightHung: home.hinge === "right"
        readonly property real edge: rightHung ? home.width : 0
        // Seen from the front a leaf that stands at 105 degrees is a quarter as wide, and nearer.
        readonly property real reach: home.width * Math.cos(home.swing * 1.83) * (rightHung ? -1 : 1)
        readonly property real nearer: home.swing * Math.min(0.14 * home.height, 1.6 * Theme.unit)

        visible: home.swing > 0.01
        width: home.width
        height: home.height

        ShapePath {
            strokeWidth: 0
            strokeColor: "transparent"
            fillColor: Theme.accentDeep
            startX: leaf.edge
            startY: 0
            PathLine { x: leaf.edge + leaf.reach; y: -leaf.nearer }
            PathLine { x: leaf.edge + leaf.reach; y: home.height + leaf.nearer }
            PathLine { x: leaf.edge; y: home.height }
            PathLine { x: leaf.edge; y: 0 }
        }
    }
}
