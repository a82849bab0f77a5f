pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes

/** A compartment with its front door, which swings, is closed by a hand, and can be jammed. */
Item {
    id: home

    required property var door
    required property var now
    required property real scaleBy
    required property real below
    required property bool hingeRight
    /** "hand", "jam" or "pry": what a click does. */
    required property string tool

    readonly property string label: door.label
    readonly property bool open: now.open
    readonly property bool jammed: now.jammed
    property real swing: open ? 1 : 0

    signal closed
    signal jamTurned
    signal pried
    signal takenOut

    x: door.left * scaleBy + 1
    y: below - (door.bottom + door.height) * scaleBy + 1
    z: swing > 0 ? 2 : 0
    width: door.width * scaleBy - 2
    height: door.height * scaleBy - 2

    Accessible.role: Accessible.Button
    Accessible.name: "Door " + label + (open ? ", open" : ", closed") + (jammed ? ", jammed" : "")
    Accessible.onPressAction: home.clicked(false)

    function clicked(right: bool): void {
        if (right || tool === "jam")
            jamTurned()
        else if (open)
            closed()
        else if (tool === "pry")
            pried()
    }

    Behavior on swing {
        NumberAnimation { duration: 380; easing.type: Easing.OutCubic }
    }

    // What is behind the door.
    Rectangle {
        anchors.fill: parent
        radius: 3
        color: Ink.inside
        visible: home.swing > 0

        Rectangle {
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
            height: parent.height * 0.16
            radius: 3
            color: Ink.insideFloor
        }
    }
    MouseArea {
        anchors.fill: parent
        acceptedButtons: Qt.LeftButton | Qt.RightButton
        cursorShape: home.open || home.tool !== "hand" ? Qt.PointingHandCursor : Qt.ArrowCursor
        onClicked: mouse => home.clicked(mouse.button === Qt.RightButton)
    }
    Row {
        visible: home.swing > 0.2
        anchors {
            bottom: parent.bottom
            bottomMargin: parent.height * 0.07
            horizontalCenter: parent.horizontalCenter
        }
        spacing: 4

        Repeater {
            model: home.now.holds

            Parcel {
                required property string modelData
                text: modelData
                width: Math.min(home.width * 0.6, home.width * 0.9 / home.now.holds.length)
                height: Math.min(home.height * 0.72, width * 0.62)
                onTaken: home.takenOut()
            }
        }
    }
    Text {
        visible: home.swing > 0.2
        x: home.hingeRight ? 6 : parent.width - width - 6
        y: 4
        text: home.label
        font.pixelSize: 14
        font.weight: Font.Bold
        color: "#FFFFFF"
        Accessible.ignored: true
    }

    // The leaf. Seen from the front, one that stands at 105 degrees is a quarter as wide, and nearer.
    Shape {
        id: leaf

        readonly property real edge: home.hingeRight ? home.width : 0
        readonly property real reach: home.width * Math.cos(home.swing * 1.83) * (home.hingeRight ? -1 : 1)
        readonly property real nearer: home.swing * Math.min(0.12 * home.height, 10)

        ShapePath {
            strokeWidth: 1
            strokeColor: home.swing > 0.5 ? Ink.edge : "transparent"
            fillColor: home.swing > 0.5 ? Ink.leafBack : Ink.leaf
            startX: leaf.edge
            startY: 0
            PathLine { x: leaf.edge + leaf.reach; y: -leaf.nearer }
            PathLine { x: leaf.edge + leaf.reach; y: home.height + leaf.nearer }
            PathLine { x: leaf.edge; y: home.height }
            PathLine { x: leaf.edge; y: 0 }
        }
    }
    Text {
        anchors.centerIn: parent
        visible: home.swing < 0.3
        text: home.label
        font.pixelSize: Math.max(11, Math.min(home.height * 0.46, 22))
        font.features: ({ "tnum": 1 })
        color: Ink.leafInk
        Accessible.ignored: true
    }
    // The lock, at the edge that opens; amber and crossed when it is jammed.
    Rectangle {
        visible: home.swing < 0.3
        x: home.hingeRight ? 8 : parent.width - width - 8
        anchors.verticalCenter: parent.verticalCenter
        width: home.jammed ? 18 : 8
        height: width
        radius: width / 2
        color: home.jammed ? Ink.wait : Ink.steelDeep

        Text {
            anchors.centerIn: parent
            visible: home.jammed
            text: "!"
            font.pixelSize: 13
            font.weight: Font.Bold
            color: "#FFFFFF"
            Accessible.ignored: true
        }
    }
    Rectangle {
        visible: home.swing < 0.3 && home.now.holds.length > 0
        x: home.hingeRight ? parent.width - width - 8 : 8
        anchors.verticalCenter: parent.verticalCenter
        width: 10
        height: 8
        radius: 1
        color: Ink.kraft
        border.width: 1
        border.color: Ink.kraftDeep
    }
}
