pragma ComponentBehavior: Bound

import QtQuick

/** A parcel as it is in a compartment; a touch takes it. */
Item {
    id: parcel

    required property string text
    signal taken

    Accessible.role: Accessible.Button
    Accessible.name: "Take parcel " + text
    Accessible.onPressAction: taken()

    Rectangle {
        anchors.fill: parent
        radius: 2
        color: touch.containsMouse ? Qt.lighter(Ink.kraft, 1.08) : Ink.kraft
        border.width: 1
        border.color: Ink.kraftDeep
    }
    Rectangle {
        x: parent.width * 0.44
        width: parent.width * 0.12
        height: parent.height
        color: Ink.kraftDeep
        opacity: 0.55
    }
    Rectangle {
        x: parent.width * 0.64
        y: parent.height * 0.16
        width: parent.width * 0.28
        height: Math.min(parent.height * 0.5, 26)
        color: "#F5F2EA"

        Row {
            id: bars
            readonly property real bar: parent.width / 24
            anchors.centerIn: parent
            spacing: bar
            Repeater {
                model: [1, 3, 1, 2, 1, 1, 3]
                Rectangle {
                    required property int modelData
                    width: modelData * bars.bar
                    height: bars.parent.height * 0.56
                    color: Ink.ink
                }
            }
        }
    }
    MouseArea {
        id: touch
        anchors.fill: parent
        hoverEnabled: true
        cursorShape: Qt.PointingHandCursor
        onClicked: parcel.taken()
    }
}
