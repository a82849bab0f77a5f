import QtQuick
import theme

/** A service to choose: its picture, its name and what to do there, as its own file says them. */
PushButton {
    id: choice

    /** `name`, `hint` and `picture`. */
    required property var said

    /** It says what to do there, too. */
    property bool telling: true
    readonly property bool pictured: drawn.status === Image.Ready

    leadMost: pictured ? 17 * Theme.unit : 0
    leadRoom: Math.min(leadMost, 0.22 * width)
    text: said.name
    sub: telling ? said.hint : ""
    Accessible.description: said.hint
    sign: Icons.forward

    // Pictures are drawn for a light ground: they have one at night too.
    Rectangle {
        id: ground
        readonly property real side: Math.min(choice.leadRoom - 3 * Theme.unit, choice.height - 2 * Theme.unit)
        visible: choice.pictured
        x: choice.mirrored ? choice.width - choice.leftPadding - width : choice.leftPadding
        anchors.verticalCenter: parent.verticalCenter
        width: side
        height: side
        radius: Theme.dark ? Theme.unit : 0
        color: Theme.dark ? "#F7F5F0" : "transparent"

        Image {
            id: drawn
            anchors { fill: parent; margins: Theme.dark ? 0.08 * ground.side : 0 }
            source: choice.said.picture
            sourceSize: Qt.size(Math.ceil(14 * Theme.unit), Math.ceil(14 * Theme.unit))
            fillMode: Image.PreserveAspectFit
            mipmap: true
            Accessible.ignored: true
        }
    }
}
