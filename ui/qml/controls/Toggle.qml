import QtQuick
import theme

/** Something that is on or off: its switch says so with a sign and a place, not by colour alone. */
PushButton {
    id: toggle

    property bool on: false

    signRoom: 14 * Theme.unit
    checkable: true
    checked: on
    Accessible.role: Accessible.CheckBox
    onToggled: checked = Qt.binding(() => toggle.on)

    Rectangle {
        x: toggle.mirrored ? toggle.leftPadding : toggle.width - width - toggle.rightPadding
        anchors.verticalCenter: parent.verticalCenter
        width: 12 * Theme.unit
        height: 6.5 * Theme.unit
        radius: height / 2
        color: toggle.on ? Theme.accent : Theme.paper
        border.width: Theme.hairline * 1.5
        border.color: toggle.on ? Theme.accentEdge : Theme.edge

        Rectangle {
            readonly property bool atRight: toggle.on !== toggle.mirrored
            x: atRight ? parent.width - width - 0.7 * Theme.unit : 0.7 * Theme.unit
            anchors.verticalCenter: parent.verticalCenter
            width: 5.1 * Theme.unit
            height: width
            radius: width / 2
            color: toggle.on ? Theme.accentInk : Theme.edge

            Icon {
                anchors.centerIn: parent
                visible: toggle.on
                size: 3.8 * Theme.unit
                weight: 3
                path: Icons.tick
                tone: Theme.accent
            }
        }
    }
}
