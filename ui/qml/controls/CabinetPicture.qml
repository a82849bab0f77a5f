pragma ComponentBehavior: Bound

import QtQuick
import "../theme"

/** The cabinet's front to scale, with the screen where it is. Left stays left in every language. */
Item {
    id: picture

    required property var cabinet
    /** Doors that matter now, and those of them that stand open. */
    property list<string> marked: []
    property list<string> open: []
    property bool numbered: true
    /** Open doors are seen to swing open when the picture appears. */
    property bool swings: false

    readonly property real aspect: cabinet.width / cabinet.height
    readonly property real frame: 1.2 * Theme.unit
    // A leaf swings out over the edge.
    readonly property real aside: 4 * Theme.unit
    readonly property real centimetre: Math.max(0, Math.min((width - 2 * aside) / cabinet.width,
                                                            (height - frame) / cabinet.height))
    readonly property real drawnWidth: cabinet.width * centimetre
    readonly property real drawnHeight: cabinet.height * centimetre
    property bool lit: true

    // Whoever reads `cabinet` gets a copy of the whole of it: once here, and never once a door.
    readonly property var panelPlace: cabinet.panel
    readonly property real middle: panelPlace.left + panelPlace.width / 2 + 1

    /** The side on which a door hangs: away from the screen, where the site does not say. */
    function hingeOf(door: var): string {
        return door.hinge ?? (door.left + door.width / 2 > middle ? "right" : "left")
    }

    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true
    implicitHeight: 86 * Theme.unit
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Picture of the machine")

    Timer {
        interval: 500
        repeat: true
        running: Theme.motion && picture.visible && picture.open.length > 0
        onTriggered: picture.lit = !picture.lit
        onRunningChanged: picture.lit = true
    }

    Item {
        id: front
        x: Math.round((parent.width - width) / 2)
        y: Math.round((parent.height - height) / 2)
        width: picture.drawnWidth
        height: picture.drawnHeight

        Rectangle {
            anchors.fill: parent
            anchors.margins: -0.8 * Theme.unit
            radius: 1.2 * Theme.unit
            color: Theme.steel
        }
        Rectangle {
            x: -picture.aside
            y: parent.height + 0.8 * Theme.unit
            width: parent.width + 2 * picture.aside
            height: Theme.hairline
            color: Theme.edge
        }
        Repeater {
            model: picture.cabinet.doors

            CabinetDoor {
                required property var modelData
                door: modelData
                scaleBy: picture.centimetre
                below: picture.drawnHeight
                marked: picture.marked.includes(door.label) || ajar
                ajar: picture.open.includes(door.label)
                alone: picture.marked.length < 2
                lit: picture.lit
                numbered: picture.numbered
                swings: picture.swings
                hinge: picture.hingeOf(door)
                z: marked ? 2 : 0
            }
        }
        Rectangle {
            id: panel
            readonly property var place: picture.panelPlace
            z: 1
            x: place.left * picture.centimetre
            y: picture.drawnHeight - (place.bottom + place.height) * picture.centimetre
            width: place.width * picture.centimetre
            height: place.height * picture.centimetre
            radius: 0.8 * Theme.unit
            color: Theme.contrast ? "#000000" : "#14181D"
            border.width: Theme.dark ? Theme.hairline : 0
            border.color: Theme.edge

            Icon {
                anchors.centerIn: parent
                size: Math.min(parent.width, parent.height) * 0.5
                path: Icons.person
                tone: "#FFFFFF"
                weight: 1.8
            }
        }
    }
}
