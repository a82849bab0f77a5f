import QtQuick
import theme
import controls
import drawings

Page {
    id: page

    required property var total
    required property bool wrong

    property string typed: ""

    readonly property int most: 20

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

    showsLeast: head.least
    shows: Illustrated {
        id: head
        topPadding: Theme.landscape ? 0 : 4 * Theme.unit
        most: 44 * Theme.unit
        parts: Theme.landscape ? [] : Scenes.payVoucher
        text: page.wrong ? qsTr("This voucher is not valid here") : qsTr("Type your voucher code")
        sub: page.wrong ? qsTr("Check the code and try again.")
                        : qsTr("A voucher pays for all or a part of %1.").arg(Amounts.amount(page.total, page.stage.language, Theme.digits))
    }
    asks: Item {
        implicitHeight: box.implicitHeight
        // Where the keys take the whole width, below what is typed.
        Drawing {
            y: box.height + 2 * Theme.unit
            width: parent.width
            height: Math.min(36 * Theme.unit, page.upper - y - 2 * Theme.unit)
            visible: page.strip && height >= 8 * Theme.unit
            framed: false
            high: 130
            parts: Scenes.payVoucher
            flipped: page.LayoutMirroring.enabled
        }

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
        // In a wide window their drawing needs some of it.
        room: page.strip && !Theme.reach ? Math.min(page.actsRoom, 57 * Theme.unit) : page.actsRoom
        onCharacter: which => page.type(which)
        onErase: page.typed = page.typed.slice(0, -1)
        onNext: page.send()
    }
}
