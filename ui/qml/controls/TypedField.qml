import QtQuick
import theme

/** What is being typed, from left to right, in groups that are easy to read. */
Rectangle {
    id: box

    property string typed
    property int group: 4

    implicitHeight: Math.max(Theme.least, field.implicitHeight + 4 * Theme.unit)
    radius: Theme.radius
    color: Theme.card
    border.width: 2 * Theme.hairline
    border.color: Theme.accentText
    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true
    Accessible.role: Accessible.StaticText
    //: Spoken by a screen reader; %1 is what has been typed so far.
    Accessible.name: qsTr("Typed so far: %1").arg(typed)

    Phrase {
        id: field
        anchors {
            left: parent.left; leftMargin: 3 * Theme.unit
            right: parent.right; rightMargin: 3 * Theme.unit
            verticalCenter: parent.verticalCenter
        }
        visible: true
        spoken: false
        text: box.typed.replace(new RegExp("(.{" + box.group + "})(?=.)", "g"), "$1\u2009")
        size: Theme.question
        font.weight: Font.DemiBold
        wrapMode: Text.WrapAnywhere
        spread: 1
    }
}
