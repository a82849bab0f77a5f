pragma ComponentBehavior: Bound

import QtQuick

/** The cabinet to scale, on its floor, with the kiosk's screen where it is. */
Item {
    id: front

    required property var hands
    required property string tool

    readonly property var cabinet: hands.cabinet
    readonly property real aside: 40
    readonly property real centimetre: Math.max(0, Math.min((width - 2 * aside) / cabinet.width,
                                                            (height - 24) / cabinet.height))
    readonly property real middle: cabinet.panel.left + cabinet.panel.width / 2

    Item {
        id: steel
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 8
        width: front.cabinet.width * front.centimetre
        height: front.cabinet.height * front.centimetre

        Rectangle {
            anchors.fill: parent
            radius: 8
            color: Ink.steel
        }
        Rectangle {
            x: -front.aside
            y: parent.height
            width: parent.width + 2 * front.aside
            height: 2
            color: Ink.edge
        }
        Rectangle {
            id: panel
            readonly property var place: front.cabinet.panel
            x: place.left * front.centimetre
            y: parent.height - (place.bottom + place.height) * front.centimetre
            width: place.width * front.centimetre
            height: place.height * front.centimetre
            radius: 6
            color: Ink.ink

            Rectangle {
                anchors.fill: parent
                anchors.margins: 7
                radius: 3
                color: "#1F262E"
            }
            Text {
                anchors.centerIn: parent
                text: front.hands.machine
                font.pixelSize: 16
                color: "#8C949C"
            }
        }
        Repeater {
            model: front.cabinet.doors

            DoorFront {
                required property var modelData
                door: modelData
                now: front.hands.doors[modelData.label]
                scaleBy: front.centimetre
                below: steel.height
                hingeRight: modelData.left + modelData.width / 2 > front.middle + 1
                tool: front.tool
                onClosed: front.hands.close(label)
                onPried: front.hands.pry(label)
                onJamTurned: front.hands.jam(label)
                onTakenOut: front.hands.take(label)
            }
        }
    }
}
