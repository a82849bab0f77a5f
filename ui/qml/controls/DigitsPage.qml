import QtQuick
import theme

/** A screen that asks for digits. */
Page {
    id: page

    property int count: 8
    /** Digits that are taken too, where codes are of two lengths; 0 for none. */
    property int other: 0
    readonly property bool whole: typed.length === count || (other > 0 && typed.length === other)
    property bool scan: false
    /** What the way besides typing is called, where it is not the camera, and its answer. */
    property string instead
    property string insteadSign: Icons.phone
    property string insteadAnswer: "scan"
    /** Seconds until typing is taken again; counted down here. */
    property int waitFor: 0
    property int waitLeft: waitFor
    property string headline
    property string explained
    /** Where the digits come from and where they go, one of `Scenes`. */
    property var scene: []
    property string notice
    property string noticeSub
    property string typed: ""

    function type(digit: string): void {
        if (typed.length < count && waitLeft <= 0)
            typed += digit
    }
    function erase(): void {
        typed = typed.slice(0, -1)
    }
    function send(): void {
        if (whole && waitLeft <= 0)
            answered("typed", typed)
    }

    typing: true
    rests: boxes.field
    asksLeft: true
    onWaitForChanged: waitLeft = waitFor
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

    Timer {
        interval: 1000
        repeat: true
        running: Theme.running && page.waitLeft > 0
        onTriggered: page.waitLeft -= 1
    }

    showsLeast: head.least
    shows: Illustrated {
        id: head
        topPadding: Theme.landscape ? 0 : 4 * Theme.unit
        most: (Theme.landscape ? 40 : 44) * Theme.unit
        text: page.headline
        sub: page.explained
        parts: page.scene
    }
    asks: Column {
        spacing: 4 * Theme.unit

        CodeBoxes {
            id: boxes
            width: parent.width
            count: page.count
            typed: page.typed
            waiting: page.waitLeft > 0
        }
        Notice {
            width: parent.width
            kind: "wait"
            text: page.notice
            sub: page.noticeSub
        }
    }
    acts: DigitsActs {
        room: page.actsRoom
        scan: page.scan
        waiting: page.waitLeft > 0
        ready: page.whole
        onDigit: which => page.type(which)
        onErase: page.erase()
        onNext: page.send()
        onScanned: page.answered(page.insteadAnswer, "")

        Binding on instead { when: page.instead !== ""; value: page.instead }
        Binding on insteadSign { when: page.instead !== ""; value: page.insteadSign }
    }
}
