import QtQuick
import QtQuick.Templates as T
import theme
import "fitting.js" as Fitting

/** A button. `main`: the one to press, which has the keys first; `plain` ones are on a card; `quiet` ones make the row at the bottom; `bare` ones look like a line of text. */
T.Button {
    id: control

    property bool main: false
    /** Its answer is not to be given by a key too many, though it is the one to press. */
    property bool grave: false
    property bool quiet: false
    property bool bare: false
    property bool tall: false
    property bool centred: false
    property string sub: ""
    /** A sign before the words, and one behind them. */
    property string lead: ""
    property string sign: ""
    property real labelSize: main ? Theme.button * 1.15 : quiet || bare ? Theme.note * 1.07 : Theme.button
    property color leadTone: words
    /** Room kept free before and behind the words, for what a kind of button draws there itself. */
    property real leadRoom: 0
    property real signRoom: 0
    /** The most of it, where that goes by the button's width. */
    property real leadMost: leadRoom
    property real pad: quiet ? 1.5 * Theme.unit : 4 * Theme.unit
    /** It looks as if it could be used. */
    property bool lively: true
    readonly property color words: !lively ? Theme.off : main ? Theme.accentInk : Theme.ink

    /** About how many lines its words take in a button so wide. */
    function linesIn(wide: real): real {
        return label.natural / Math.max(1, wide - 2 * pad - (leading.visible ? texts.before : leadMost) - texts.after)
    }

    Binding on lively {
        when: !Fitting.page(control.parent)?.asleep
        value: control.enabled
        restoreMode: Binding.RestoreNone
    }

    implicitWidth: 40 * Theme.unit
    /** What its words and signs need. */
    readonly property real contentHigh: content.implicitHeight + (Theme.reach ? 2 : 4) * Theme.unit

    implicitHeight: Math.max(contentHigh, quiet || bare ? Theme.least
        : Theme.reach || !main ? Theme.target : (tall ? 30 : 18) * Theme.unit)
    leftPadding: pad
    rightPadding: pad
    hoverEnabled: false
    focusPolicy: Qt.StrongFocus
    font.pixelSize: labelSize
    Accessible.description: sub
    // A key that is held down presses once.
    Keys.onSpacePressed: event => event.accepted = event.isAutoRepeat
    Keys.onReleased: event => event.accepted = event.isAutoRepeat && event.key === Qt.Key_Space
    Keys.onReturnPressed: event => { if (!event.isAutoRepeat) control.click() }
    Keys.onEnterPressed: event => { if (!event.isAutoRepeat) control.click() }

    contentItem: Item {
        id: content

        implicitHeight: Math.max(texts.implicitHeight, leading.visible ? leading.size : 0,
                                 behind.visible ? behind.size : 0)

        Icon {
            id: leading
            anchors.verticalCenter: parent.verticalCenter
            x: control.mirrored ? parent.width - texts.start - width : texts.start
            path: control.lead
            size: control.main ? 8 * Theme.unit : control.quiet || control.bare ? 4.5 * Theme.unit : 6.5 * Theme.unit
            tone: control.lively ? control.leadTone : Theme.off
        }

        Column {
            id: texts

            readonly property real before: leading.visible ? leading.size + (control.quiet ? 1.2 : control.bare ? 2 : 3) * Theme.unit
                                                             : control.leadRoom
            readonly property real after: behind.visible ? behind.size + 2 * Theme.unit : control.signRoom
            readonly property real room: content.width - before - after
            /** Where the sign before the words stands: with words in the middle, right before them. */
            readonly property real start: control.centred ? Math.max(0, (room - label.natural) / 2) : 0

            x: control.mirrored ? after : before
            anchors.verticalCenter: parent.verticalCenter
            width: room
            spacing: 0.6 * Theme.unit

            Phrase {
                id: label
                width: parent.width
                text: control.text
                size: control.labelSize
                font.weight: Font.DemiBold
                tone: control.words
                spoken: false
                horizontalAlignment: control.centred ? Text.AlignHCenter : Text.AlignLeft
            }
            Phrase {
                width: parent.width
                text: control.sub
                size: Theme.note * 1.07
                tone: !control.lively ? Theme.off : control.main ? Theme.accentInk : Theme.quiet
                spoken: false
                horizontalAlignment: control.centred ? Text.AlignHCenter : Text.AlignLeft
            }
        }

        Icon {
            id: behind
            anchors { right: parent.right; verticalCenter: parent.verticalCenter }
            path: control.sign
            size: control.main ? 9 * Theme.unit : (control.bare ? 4.5 : 5.5) * Theme.unit
            tone: control.words
        }
    }

    background: Rectangle {
        radius: control.quiet ? 2.2 * Theme.unit : Theme.radius
        color: control.main && control.lively ? (control.down ? Theme.accentDown : Theme.accent)
             : control.down ? Theme.cardDown
             : control.quiet || control.bare || !control.lively ? Theme.paper : Theme.card
        border.width: control.bare ? 0 : !control.main || !control.lively ? Theme.hairline : Theme.rimmed ? 2 * Theme.hairline : 0
        border.color: !control.lively ? Theme.offEdge : control.main ? Theme.accentEdge : Theme.edge

        FocusRing { shown: control.visualFocus; around: parent.radius }
    }
}
