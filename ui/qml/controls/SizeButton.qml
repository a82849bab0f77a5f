import QtQuick
import theme
import drawings

/** A size to choose: its front to one scale with the others and with a bottle, what fits, and how many are free. */
PushButton {
    id: choice

    required property var offer
    /** The widest and highest of all the sizes offered, in centimetres. */
    required property real widest
    required property real highest
    /** What it costs to begin with, in words; empty where nothing. */
    property string price: ""

    /** What everybody knows, in centimetres. */
    readonly property real bottle: 31
    readonly property real scaleBy: Math.min((leadRoom - 9 * Theme.unit) / widest,
                                             (height - 3 * Theme.unit) / Math.max(highest, bottle))
    readonly property bool roomy: !Theme.landscape && !Theme.reach
    readonly property string measures: qsTr("%1 × %2 × %3 cm").arg(Theme.figure(offer.width))
        .arg(Theme.figure(offer.height)).arg(Theme.figure(offer.depth))

    enabled: offer.free > 0
    leadMost: 26 * Theme.unit
    leadRoom: Math.min(leadMost, 0.27 * width)
    signRoom: pill.width + 2 * Theme.unit
    labelSize: Theme.reach ? Theme.button : Theme.question
    text: price === "" ? offer.name : offer.name + "\u2002" + price
    //: Inner width, height and depth of a compartment.
    sub: Theme.landscape && Theme.reach ? measures : roomy ? fits() + "\n" + measures : fits()
    Accessible.description: fits() + ", " + measures + ", " + free.text

    /** What goes in, whichever way it is turned; the largest that does. */
    function fits(): string {
        const room = [offer.width, offer.height, offer.depth].sort((one, other) => other - one)
        const holds = (...thing) => thing.every((side, at) => side <= room[at])
        return holds(55, 46, 40) ? qsTr("Fits two cabin suitcases")
             : holds(55, 40, 23) ? qsTr("Fits a cabin suitcase")
             : holds(40, 38, 32) ? qsTr("Fits a moving carton")
             : holds(34, 27, 18) ? qsTr("Fits a case of six bottles")
             : holds(34, 22, 13) ? qsTr("Fits a shoe box")
             : holds(38, 28, 7) ? qsTr("Fits a packed laptop")
             : holds(20, 13, 4) ? qsTr("Fits a paperback") : qsTr("Fits a letter")
    }

    Item {
        x: choice.mirrored ? choice.width - choice.leftPadding - width : choice.leftPadding
        anchors.bottom: parent.bottom
        anchors.bottomMargin: (choice.height - scaled) / 2
        readonly property real scaled: Math.max(choice.highest, choice.bottle) * choice.scaleBy
        width: choice.leadRoom - 3 * Theme.unit
        height: scaled

        Rectangle {
            id: front
            anchors { bottom: parent.bottom; left: parent.left }
            width: choice.offer.width * choice.scaleBy
            height: Math.max(3, choice.offer.height * choice.scaleBy)
            radius: 0.4 * Theme.unit
            color: choice.lively ? Theme.accent : Theme.paper
            border.width: Math.max(2, 0.3 * Theme.unit)
            border.color: choice.lively ? Tones.accentLine : Theme.offEdge
        }
        Drawing {
            anchors { bottom: parent.bottom; left: front.right; leftMargin: Theme.unit }
            framed: false
            height: choice.bottle * choice.scaleBy
            width: 0.3 * height
            wide: 32
            high: 82
            parts: [{ is: "bottle", x: 225, y: 48 }]
        }
    }
    Rectangle {
        id: pill
        anchors { right: parent.right; rightMargin: choice.rightPadding; verticalCenter: parent.verticalCenter }
        width: free.natural + 4 * Theme.unit
        height: free.implicitHeight + 2 * Theme.unit
        radius: height / 2
        color: "transparent"
        border.width: Theme.hairline * 1.5
        border.color: free.tone

        Phrase {
            id: free
            anchors.centerIn: parent
            bounded: false
            spoken: false
            text: choice.offer.free > 0 ? qsTr("%n free", "", choice.offer.free) : qsTr("none free")
            tone: !choice.lively ? Theme.off : choice.offer.free === 1 ? Theme.wait : Theme.ink
            strong: choice.lively
            size: Theme.note * 1.07
        }
    }
}
