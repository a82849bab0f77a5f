import QtQuick
import theme

/** A code or a number that somebody is given, large, in two groups from left to right. */
Rectangle {
    id: given

    property string code
    /** It opens something: then it is never spoken aloud. */
    property bool secret: true
    readonly property int group: code.length % 4 === 0 ? 4 : 3

    implicitHeight: 22 * Theme.unit
    radius: Theme.radius
    color: Theme.card
    border.width: Theme.hairline
    border.color: Theme.edge
    Accessible.role: Accessible.StaticText
    Accessible.name: secret ? "" : code
    Accessible.ignored: secret

    Text {
        anchors.centerIn: parent
        width: Math.min(implicitWidth, parent.width - 4 * Theme.unit)
        text: "\u2066" + given.code.slice(0, given.group) + "\u2009\u2009" + given.code.slice(given.group) + "\u2069"
        color: Theme.ink
        font.pixelSize: 11 * Theme.unit
        font.weight: Font.DemiBold
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: 4 * Theme.unit
        Accessible.ignored: true
    }
}
