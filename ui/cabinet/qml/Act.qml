import QtQuick
import QtQuick.Templates as T

/** A quiet button of the window; filled when `checked`. */
T.Button {
    id: act

    property real size: Ink.note

    implicitHeight: 36
    implicitWidth: words.implicitWidth + 28
    Accessible.role: Accessible.Button
    Accessible.name: text

    background: Rectangle {
        radius: 8
        color: act.checked ? (act.down ? Ink.accentDown : Ink.accent) : act.down ? Ink.line : Ink.card
        border.width: act.visualFocus ? 3 : 1
        border.color: act.visualFocus ? Ink.ink : act.checked ? color : Ink.edge
    }
    contentItem: Text {
        id: words
        text: act.text
        font.pixelSize: act.size
        font.weight: Font.Medium
        color: act.checked ? "#FFFFFF" : Ink.ink
        opacity: act.enabled ? 1 : 0.4
        horizontalAlignment: Text.AlignHCenter
        verticalAlignment: Text.AlignVCenter
        elide: Text.ElideRight
    }
}
