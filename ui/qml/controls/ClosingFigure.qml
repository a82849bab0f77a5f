import QtQuick
import QtQuick.Shapes
import theme

/** How a door is closed, without words: its leaf goes back over the compartment. Never mirrored. */
Item {
    id: figure

    /** The side on which the leaf hangs, and whether something stays inside. */
    property string hinge: "left"
    readonly property bool atHingeRight: hinge === "right"
    property bool holds: false
    /** It stands at the right, where the writing begins. */
    property bool atRight: false

    readonly property real boxHeight: Math.min(height / 1.42, width / 2.4, 34 * Theme.unit)
    readonly property real boxWidth: 1.45 * boxHeight
    readonly property real leaf: 0.62 * boxWidth
    readonly property real nearer: 0.13 * boxHeight
    readonly property real stroke: Math.max(2, 0.03 * boxHeight)

    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Push the door shut")

    Item {
        id: drawing
        x: figure.atRight ? figure.width - width : 0
        anchors.verticalCenter: parent.verticalCenter
        width: figure.boxWidth + figure.leaf
        height: 1.42 * figure.boxHeight
        transform: Scale {
            origin.x: drawing.width / 2
            xScale: figure.atHingeRight ? -1 : 1
        }

        Rectangle {
            id: frame
            x: figure.leaf
            y: figure.nearer
            width: figure.boxWidth
            height: figure.boxHeight
            radius: 0.04 * figure.boxHeight
            color: Theme.steel

            Rectangle {
                anchors { fill: parent; margins: 0.07 * figure.boxHeight }
                radius: 0.02 * figure.boxHeight
                color: Theme.contrast ? "#000000" : Theme.steelDeep

                Icon {
                    anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom }
                    visible: figure.holds
                    size: 0.72 * figure.boxHeight
                    path: Icons.parcel
                    tone: Theme.contrast ? "#FFFFFF" : Theme.doorInk
                    weight: 1.2
                }
            }
        }
        Shape {
            preferredRendererType: Shape.CurveRenderer
            anchors.fill: parent

            ShapePath {
                strokeWidth: figure.stroke
                strokeColor: Theme.accentText
                fillColor: Theme.accent
                joinStyle: ShapePath.RoundJoin
                startX: figure.leaf
                startY: figure.nearer
                PathLine { x: 0; y: 0 }
                PathLine { x: 0; y: figure.boxHeight + 2 * figure.nearer }
                PathLine { x: figure.leaf; y: figure.boxHeight + figure.nearer }
                PathLine { x: figure.leaf; y: figure.nearer }
            }
            ShapePath {
                id: way
                readonly property real line: figure.boxHeight + 1.6 * figure.nearer
                readonly property real tip: figure.leaf + 0.62 * figure.boxWidth
                readonly property real head: 0.09 * figure.boxHeight

                strokeWidth: figure.stroke
                strokeColor: Theme.ink
                fillColor: "transparent"
                capStyle: ShapePath.RoundCap
                joinStyle: ShapePath.RoundJoin
                startX: 0.35 * figure.leaf
                startY: line + 0.12 * figure.boxHeight
                PathQuad {
                    x: way.tip; y: way.line
                    controlX: figure.leaf + 0.2 * figure.boxWidth; controlY: way.line + 0.26 * figure.boxHeight
                }
                PathMove { x: way.tip - 1.25 * way.head; y: way.line - 0.35 * way.head }
                PathLine { x: way.tip; y: way.line }
                PathLine { x: way.tip - 0.75 * way.head; y: way.line + 1.1 * way.head }
            }
        }
    }
}
