import QtQuick
import theme
import controls
import drawings

Page {
    id: page

    required property string service
    required property bool refused

    property string typed: ""
    readonly property int most: 15
    readonly property int least: 6

    function type(digit: string): void {
        if (typed.length < most)
            typed += digit
    }
    function erase(): void {
        typed = typed.slice(0, -1)
    }
    function send(): void {
        if (typed.length >= least)
            answered("typed", typed)
    }

    typing: true
    asksLeft: true
    onKeyPressed: event => {
        event.accepted = true
        const digit = digitOf(event, true)
        if (digit)
            type(digit)
        else if (event.key === Qt.Key_Backspace)
            erase()
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
        most: (Theme.landscape ? 40 : 44) * Theme.unit
        text: qsTr("Who will collect it?")
        sub: qsTr("You get a code to pass on. Add their phone number if they often come here.")
        parts: Scenes.giving
    }
    asks: Column {
        spacing: 4 * Theme.unit

        TypedField {
            width: parent.width
            typed: page.typed
            group: 3
        }
        Notice {
            width: parent.width
            kind: "wait"
            text: page.refused ? qsTr("This is not a phone number.") : ""
            sub: qsTr("Type it with its area code, or continue without it.")
        }
    }
    acts: DigitsActs {
        room: page.actsRoom
        scan: true
        instead: qsTr("Continue without a number")
        insteadSign: Icons.forward
        ready: page.typed.length >= page.least
        onDigit: which => page.type(which)
        onErase: page.erase()
        onNext: page.send()
        onScanned: page.answered("code_only", "")
    }
}
