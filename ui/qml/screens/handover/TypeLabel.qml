import QtQuick
import theme
import controls
import drawings

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

    showsLeast: head.least
    shows: Illustrated {
        id: head
        topPadding: Theme.landscape ? 0 : 4 * Theme.unit
        most: 44 * Theme.unit
        parts: Theme.landscape ? [] : Scenes.typingLabel
        text: qsTr("Type the label")
        sub: qsTr("The long number below the bars, without spaces.")
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
            parts: Scenes.typingLabel
            flipped: page.LayoutMirroring.enabled
        }

        TypedField {
            id: box
            width: parent.width
            typed: page.typed
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
