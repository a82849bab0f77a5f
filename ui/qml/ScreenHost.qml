import QtQuick
import theme
import controls
import "controls/values.js" as Values

/** Keeps the one screen that is shown, and slides in the next. */
Item {
    id: host

    required property var stage
    required property Screens screens
    property bool fromBelow: false
    /** The next screen comes from where the last one went. */
    property bool backwards: false
    /** Something is over its screen. */
    property bool covered: false
    property Page page: null
    property string name: ""
    property var fields: ({})

    property Page leaving: null
    /** 1: the next screen is about to come in; 0: it is in its place. */
    property real shift: 0
    readonly property bool moving: slide.running
    readonly property int side: (backwards ? -1 : 1) * (Theme.mirrored ? -1 : 1)

    signal answered(int turn, string name, string text)

    onCoveredChanged: {
        if (page)
            page.asleep = covered
        enabled = !covered
    }

    /** Show this screen. The same question again only gets its new values: what is being typed stays. */
    function show(name: string, turn: int, fields: var): void {
        if (page && name === host.name && (turn === page.turn || goesOn(fields))) {
            page.turn = turn
            update(fields)
            return
        }
        if (!page && !name)
            return
        const looksTheSame = name === host.name && Values.same(fields, host.fields)
        const made = name ? make(name, turn, fields) : null
        host.name = made ? name : ""
        host.fields = fields
        replace(made, looksTheSame)
    }
    function goesOn(fields: var): bool {
        return page.steady && (!page.sameWhile || fields[page.sameWhile] === host.fields[page.sameWhile])
    }
    function update(fields: var): void {
        for (const field of Object.keys(fields)) {
            if (!Values.same(fields[field], host.fields[field]))
                page[field] = fields[field]
        }
        host.fields = fields
    }
    function make(name: string, turn: int, fields: var): Page {
        const component = host.screens.component(name)
        if (!component)
            return null
        const made = component.createObject(host, Object.assign({
            objectName: name, stage: host.stage, turn: turn
        }, fields)) as Page
        const away = () => made === host.page ? host.shift : made === host.leaving ? host.shift - 1 : 0
        made.width = Qt.binding(() => host.width)
        made.height = Qt.binding(() => host.height)
        made.x = Qt.binding(() => host.fromBelow ? 0 : away() * host.side * host.width)
        made.y = Qt.binding(() => host.fromBelow ? Math.abs(away()) * host.height : 0)
        made.answered.connect((answer, text) => host.answered(made.turn, answer, text))
        return made
    }
    function replace(made: Page, still: bool): void {
        slide.complete()
        const gone = page
        page = made
        if (made)
            made.asleep = covered
        if (!Theme.motion || still || (!gone && !fromBelow)) {
            gone?.destroy()
            backwards = false
            return
        }
        if (gone) {
            gone.asleep = true
            gone.enabled = false
        }
        leaving = gone
        slide.start()
    }
    function settle(): void {
        leaving?.destroy()
        leaving = null
        shift = 0
        backwards = false
    }

    NumberAnimation {
        id: slide
        target: host
        property: "shift"
        from: 1
        to: 0
        duration: Theme.slide
        easing.type: Easing.OutCubic
        onStopped: host.settle()
    }
}
