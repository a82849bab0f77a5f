import QtQuick
import theme
import controls

Page {
    id: page

    property string typed: ""

    readonly property int most: 40

    function type(character: string): void {
        if (typed.length < most)
            typed += character
    }
    function send(): void {
        if (typed)
            answered("typed", typed)
    }

    typing: true
    wideActs: true
    onKeyPressed: event => {
        event.accepted = true
        const digit = digitOf(event, false)
        if (digit)
            type(digit)
        else if (/^[A-Za-z-]$/.test(event.text))
            type(event.text.toUpperCase())
        else if (event.key === Qt.Key_Backspace)
            typed = typed.slice(0, -1)
        else if (event.key === Qt.Key_Return || event.key === Qt.Key_Enter)
            send()
        else
            event.accepted = false
        if (event.accepted)
            rest()
    }

    shows: Headline {
        topPadding: Theme.landscape ? 0 : 6 * Theme.unit
        text: qsTr("Type the label")
        sub: qsTr("The long number below the bars, without spaces.")
    }
    asks: Item {
        implicitHeight: box.implicitHeight

        Rectangle {
            id: box
            width: parent.width
            implicitHeight: Math.max(Theme.least, field.implicitHeight + 4 * Theme.unit)
            radius: Theme.radius
            color: Theme.card
            border.width: 2 * Theme.hairline
            border.color: Theme.accentText
            LayoutMirroring.enabled: false
            LayoutMirroring.childrenInherit: true
            Accessible.role: Accessible.StaticText
            //: Spoken by a screen reader; %1 is what has been typed so far.
            Accessible.name: qsTr("Typed so far: %1").arg(page.typed)

            Phrase {
                id: field
                anchors {
                    left: parent.left; leftMargin: 3 * Theme.unit
                    right: parent.right; rightMargin: 3 * Theme.unit
                    verticalCenter: parent.verticalCenter
                }
                visible: true
                spoken: false
                text: page.typed.replace(/(.{4})(?=.)/g, "$1\u2009")
                size: Theme.question
                font.weight: Font.DemiBold
                wrapMode: Text.WrapAnywhere
                spread: 1
            }
        }
    }
    acts: Keyboard {
        ready: page.typed !== ""
        room: page.actsRoom
        onCharacter: which => page.type(which)
        onErase: page.typed = page.typed.slice(0, -1)
        onNext: page.send()
    }
}
