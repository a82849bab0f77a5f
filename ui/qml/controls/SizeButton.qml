import QtQuick
import theme

/** A size to choose: its front to scale beside the others, its inner measures, and how many are free. */
PushButton {
    id: choice

    required property var offer
    /** The widest and highest of all the sizes offered, in centimetres. */
    required property real widest
    required property real highest

    readonly property real scaleBy: Math.min(leadRoom * 0.78 / widest, (height - 3 * Theme.unit) / highest)

    enabled: offer.free > 0
    leadRoom: 14 * Theme.unit
    signRoom: free.natural + 2 * Theme.unit
    text: offer.name
    //: Inner width, height and depth of a compartment.
    sub: qsTr("%1 × %2 × %3 cm").arg(offer.width).arg(offer.height).arg(offer.depth)
    Accessible.description: sub + ", " + free.text

    Rectangle {
        id: front
        x: choice.mirrored ? choice.width - choice.leftPadding - choice.leadRoom * 0.39 - width / 2
                           : choice.leftPadding + choice.leadRoom * 0.39 - width / 2
        anchors.verticalCenter: parent.verticalCenter
        width: choice.offer.width * choice.scaleBy
        height: Math.max(2, choice.offer.height * choice.scaleBy)
        radius: 0.5 * Theme.unit
        color: choice.lively ? Theme.accent : Theme.paper
        border.width: Theme.hairline
        border.color: choice.lively ? Theme.accentEdge : Theme.offEdge
    }
    Phrase {
        id: free
        anchors { right: parent.right; rightMargin: choice.rightPadding; verticalCenter: parent.verticalCenter }
        bounded: false
        spoken: false
        text: choice.offer.free > 0 ? qsTr("%n free", "", choice.offer.free) : qsTr("none free")
        tone: choice.lively ? Theme.quiet : Theme.off
        size: Theme.note * 1.07
    }
}
