import QtQuick
import QtQuick.Shapes
import theme

/** One door of the cabinet's picture that matters now: shut, or with its leaf swung out at the hinge. */
Item {
    id: home
    objectName: "cabinetDoor"

    required property string number
    /** Where it is on the front. */
    required property var place
    required property bool marked
    required property bool ajar
    required property bool lit
    required property bool numbered
    required property string hinge

    readonly property real rim: Math.max(1, Math.min(0.45 * Theme.unit, 0.12 * height))
    /** Numbers below this can't be read from where one stands. */
    readonly property real leastNumber: 3 * Theme.unit
    readonly property real numberSize: Math.max(leastNumber,
        Math.min(height * 0.62, width * 0.4, marked ? 8 * Theme.unit : leastNumber))
    readonly property bool fits: digits.implicitWidth + 0.8 * Theme.unit < width
        && 0.8 * digits.font.pixelSize + 0.4 * Theme.unit < height
    /** A door too small for its number has it on a sign of its own, where it is the only one asked for. */
    required property bool alone
    readonly property bool signed: marked && alone && !fits
    /** 0 shut, 1 wide open. */
    property real swing: ajar && ready ? 1 : 0
    property bool swings: false
    property bool ready: false
    property bool settled: false

    x: place.x
    y: place.y
    width: place.width
    height: place.height

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
        color: !home.marked ? Theme.door : home.ajar && !home.lit ? Theme.markedSoft : Theme.marked
        // The accent may be as dark as the steel around it: a rim of the doors' own colour is between.
        border.width: home.marked ? home.rim : 0
        border.color: Theme.door
    }
    Rectangle {
        anchors.centerIn: digits
        visible: home.signed
        width: Math.max(digits.implicitWidth + 1.6 * Theme.unit, height)
        height: 1.3 * digits.font.pixelSize
        radius: 0.7 * Theme.unit
        color: Theme.marked
        border.width: home.rim
        border.color: Theme.door
    }
    Text {
        id: digits
        objectName: "doorNumber"
        anchors.centerIn: parent
        visible: home.fits ? home.marked || home.numbered : home.signed
        text: home.number
        font.pixelSize: Math.max(1, Math.floor(home.numberSize))
        font.weight: home.marked ? Font.Bold : Font.Normal
        color: home.marked ? Theme.markedInk : Theme.doorInk
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
