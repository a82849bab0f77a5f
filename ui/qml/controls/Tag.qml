import QtQuick
import theme

/** A parcel's label as it was read, as plain text from left to right. */
Rectangle {
    id: tag

    property string text

    visible: text !== ""
    implicitHeight: words.implicitHeight + 4 * Theme.unit
    radius: Theme.radius
    color: "transparent"
    border.width: Theme.hairline
    border.color: Theme.line
    Accessible.role: Accessible.StaticText
    //: Spoken by a screen reader; %1 is the text of a parcel's label.
    Accessible.name: qsTr("Parcel %1").arg(text)

    Icon {
        id: sign
        anchors { left: parent.left; leftMargin: 3 * Theme.unit; verticalCenter: parent.verticalCenter }
        size: 5 * Theme.unit
        path: Icons.barcode
        tone: Theme.quiet
    }
    Phrase {
        id: words
        anchors {
            left: sign.right; leftMargin: 2.5 * Theme.unit
            right: parent.right; rightMargin: 3 * Theme.unit
            verticalCenter: parent.verticalCenter
        }
        text: "\u2066" + tag.text + "\u2069"
        size: Theme.body * 0.9
        figures: true
        spoken: false
        wrapMode: Text.WrapAnywhere
        maximumLineCount: 2
        elide: Text.ElideRight
    }
}
