pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Templates as T
import theme
import "focus.js" as Focus

/** A screen's three zones: `shows` above, `asks` in the middle, `acts` below.
    Where the window is wide, `shows` stands at the left and the others at the right; what is touched is left
    for a left hand. Where words are too many for that, everything flows in one column of the whole width, and
    two keys move it up and down where it is longer than the window. */
FocusScope {
    id: page

    required property var stage
    property int turn: 0
    property Item shows
    property Item asks
    property Item acts
    /** How far `shows` may shrink before words get smaller. */
    property real showsLeast: shows ? shows.implicitHeight : 0
    /** `shows` takes all the height it can get, up to this. */
    property real showsMost: shows ? shows.implicitHeight : 0
    /** In a wide window the middle stays beside what is touched, below `shows`. */
    property bool asksLeft: false
    /** In a wide window what is touched takes the whole width, as it does in reach mode. */
    property bool wideActs: false
    /** What a screen reader calls the screen, where that is not simply its headline. */
    property string spoken
    /** Fills the whole window with this colour while it is not transparent. */
    property color flash: "transparent"
    /** How much smaller the words are than the theme says. Never at a size that somebody has chosen. */
    property real pageFit: 1
    /** All zones are in one column of the whole width. */
    property bool flowing: false
    /** In that column a word is still too wide for what is beside what: only one thing stands in a row. */
    property bool narrow: false
    /** It is about to be seen how all of it fits. */
    property bool fitting: false
    /** The column is longer than the window: two keys move it. */
    property bool scrolling: false
    /** How far the column has been moved up. */
    property real scrolled: 0
    /** Where it stood before each step down. */
    property var before: []
    /** The next question of the same screen gives this one new values, and does not slide in anew.
        For screens on which nothing is typed. */
    property bool steady: false
    /** The field that has to stay as it is for that. */
    property string sameWhile
    /** Here one begins: what makes the screen larger, lower or read aloud has its words in the row at the bottom. */
    property bool atHome: false
    /** It has the languages itself, and the row at the bottom doesn't. */
    property bool ownLanguages: false
    /** The screen itself has the keys, and no control before somebody asks for one: what is typed belongs to it,
        or no answer is so surely meant that a key too many may give it. */
    property bool typing: false
    /** What has the keys where no control has them. */
    property Item rests: pane
    readonly property bool resting: rests.activeFocus
    /** The control that had the keys last. */
    property Item lastUsed: null
    /** It has stood still for long enough to be answered. */
    property bool settled: false
    /** It slides out, or something is over it: its controls take nothing, but keep their looks. */
    property bool asleep: false

    readonly property bool landscape: Theme.landscape && !flowing
    readonly property bool strip: landscape && (Theme.reach || wideActs)
    readonly property bool halves: landscape && !strip
    /** Nothing is beside what is shown. */
    readonly property bool alone: strip && wideActs && !asks
    readonly property real foot: Theme.reach ? 2 * Theme.unit : landscape ? 4 * Theme.unit : 6 * Theme.unit
    readonly property real between: landscape || Theme.reach ? 4 * Theme.unit : 6 * Theme.unit
    readonly property real half: (width - 2 * Theme.margin - 10 * Theme.unit) / 2
    readonly property real floor: height - foot
    /** The keys that move the column stand beside it in a wide window, else below it. */
    readonly property bool keysAside: scrolling && Theme.landscape
    readonly property real viewHeight: height - (scrolling && !keysAside ? keys.height : 0)
    readonly property real viewWidth: width - Theme.margin - (keysAside ? keys.width + Theme.gap : Theme.margin)
    /** Above this nothing is touched; how high it is on the page. */
    readonly property real zone: Math.max(0,
        (Theme.reach ? 0.6 : Theme.landscape ? 0 : 0.45) * Theme.height - Theme.topLine)
    /** How high what is touched may become. */
    readonly property real actsRoom: flowing ? viewHeight - Math.max(zone, 2 * Theme.unit) - foot
        : Theme.reach ? 0.4 * Theme.height - Theme.bottomRow - foot
        : halves ? height - foot - 2 * Theme.unit - (asksLeft || !asks ? 0 : asks.implicitHeight + between)
        : strip ? height - foot - 28 * Theme.unit
        : 0.55 * Theme.height - Theme.bottomRow - foot

    readonly property real actsHeight: acts ? acts.implicitHeight : 0
    readonly property real asksHeight: asks && asks.visible ? asks.implicitHeight : 0
    readonly property real upper: strip || !landscape ? floor - (actsHeight ? actsHeight + between : 0) : floor
    readonly property bool stacked: !landscape || (asksLeft && !strip)
    readonly property real showsRoom: stacked ? upper - (asksHeight ? asksHeight + between : 0) : upper
    readonly property real excess: flowing ? 0 : Math.max(
        showsLeast - showsRoom, actsHeight - actsRoom,
        stacked ? 0 : (asksLeft ? 0 : asksHeight + (halves ? actsHeight + between : 0)) - upper)
    /** Where the column ends when nothing in it is taller than it must be. */
    readonly property real columnLeast: {
        const words = 2 * Theme.unit + (shows ? showsLeast : 0) + (asksHeight ? between + asksHeight : 0)
        return actsHeight ? Math.max(words + between, zone) + actsHeight : words
    }
    readonly property real columnEnd: actsHeight ? actsPlace.y + actsHeight
        : asksHeight ? asksPlace.y + asksHeight : showsPlace.y + showsPlace.height
    readonly property real furthest: scrolling ? Math.max(0, columnEnd + foot - viewHeight) : 0

    signal answered(string name, string text)
    /** A key that no control has used; accept it if the screen does. */
    signal keyPressed(var event)

    function x0(left: real, wide: real): real {
        return LayoutMirroring.enabled ? width - left - wide : left
    }
    /** Where one of the two halves of a wide window begins: that which shows, or that which is touched. */
    function besideX(shown: bool): real {
        return shown === Theme.actsLeft ? Theme.margin + half + 10 * Theme.unit : Theme.margin
    }
    /** The digit that a key means, whatever keyboard it is on; `row`: that above the letters, by its place too. */
    function digitOf(event: var, row: bool): string {
        return stage.digitOf(event.text, event.key, event.modifiers, event.nativeScanCode, row)
    }
    /** The words of the first headline in a zone, however deep it stands. */
    function headlineOf(zone: Item): string {
        const own = zone as Headline
        if (own)
            return own.text
        for (const child of zone?.children ?? []) {
            const words = headlineOf(child)
            if (words)
                return words
        }
        return ""
    }
    /** Whether a word below an item is wider than its place. */
    function breaks(item: Item): bool {
        return item.visible && (item.broken === true || Array.from(item.children).some(child => breaks(child)))
    }
    /** What is on the page has changed: see how it fits, once all of that is known. */
    function later(): void {
        fitting = true
        Qt.callLater(page.refit)
    }
    function refit(): void {
        fitting = false
        if (width <= 0)
            return
        if (excess > 1 && Theme.textScale === 1 && pageFit > 0.55) {
            pageFit = Math.max(0.55, pageFit - (excess > 5 * Theme.unit ? 0.1 : 0.05))
        } else if (excess > 1) {
            flowing = true
        } else if (Theme.textScale > 1 && !narrow && breaks(column)) {
            if (flowing)
                narrow = true
            flowing = true
            later()
        }
        if (flowing && columnLeast > floor + 1)
            scrolling = true
    }
    /** A word is wider than its place. */
    function crowded(): void {
        later()
    }
    function unfit(): void {
        pageFit = 1
        flowing = false
        narrow = false
        scrolling = false
        scrolled = 0
        before = []
        later()
    }

    /** Words and controls of the column with where they begin and end in it, from its top. */
    function parts(): var {
        const found = []
        const look = item => {
            if (!item.visible)
                return
            const touched = item instanceof T.AbstractButton
            if (touched || item instanceof Text && item.text !== "") {
                const top = item.mapToItem(column, 0, 0).y
                found.push({ top: top, bottom: top + item.height, touched: touched })
            } else {
                Array.from(item.children).forEach(look)
            }
        }
        look(column)
        return found.sort((one, other) => one.top - other.top)
    }
    function scrollTo(where: real): void {
        scrolled = Math.max(0, Math.min(furthest, Math.round(where)))
    }
    /** Down to the first thing that is not wholly seen, up to where one came from. */
    function scrollOn(down: bool): void {
        const most = viewHeight - zone
        if (!down) {
            const back = before.length ? before[before.length - 1] : scrolled - 0.8 * most
            before = before.slice(0, -1)
            scrollTo(back)
            return
        }
        const all = parts(), pad = 2 * Theme.unit
        const next = all.find(one => one.bottom > scrolled + viewHeight - 1)
        let where = scrolled + 0.8 * most
        if (next && next.top - pad - zone > scrolled + pad) {
            where = next.top - pad - zone
            if (next.bottom + pad - where > viewHeight)
                where = Math.min(next.top - pad, next.bottom + pad - viewHeight)
            // No line is cut at the upper edge, if that does not keep the column where it is.
            where = Math.min(where, ...all.filter(one => one.top < where && one.bottom > where)
                .map(one => one.top - Theme.unit)
                .filter(top => top > scrolled + 0.3 * most && top + viewHeight > next.bottom))
        } else if (next?.touched) {
            // A key higher than where it can be touched stays there until it was seen whole.
            where = Math.min(where, next.bottom + pad - viewHeight)
        } else if (next && next.top - pad > scrolled) {
            // A text as high as that is not moved out above before it was seen whole.
            where = Math.min(where, next.top - pad)
        }
        before = [...before, scrolled]
        scrollTo(where)
    }
    /** Moves the column so that an item in it is seen; a control where it can be reached. */
    function bring(item: Item): void {
        if (!scrolling || !Focus.within(item, column))
            return
        const top = item.mapToItem(column, 0, 0).y
        const highest = scrolled + Math.max(2 * Theme.unit, item instanceof T.AbstractButton ? zone : 0)
        const pad = 3 * Theme.unit
        if (top + item.height + pad > scrolled + viewHeight)
            scrollTo(top + item.height + pad - viewHeight)
        else if (top < highest)
            scrollTo(scrolled - (highest - top))
    }

    /** Takes the keys from all controls, so that they belong to the screen as a whole. */
    function rest(): void {
        lastUsed = null
        rests.forceActiveFocus()
    }

    onExcessChanged: later()
    onPageFitChanged: later()
    onColumnLeastChanged: if (flowing) later()
    onFlowingChanged: later()
    onFurthestChanged: scrollTo(scrolled)
    onWidthChanged: unfit()
    onHeightChanged: unfit()

    Connections {
        target: Theme
        function onTextScaleChanged(): void { page.unfit() }
    }
    Connections {
        target: page.stage
        function onLanguageChanged(): void { page.unfit() }
    }

    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    // What is read out as the screen; not the scope itself, which has the keys whenever a control of it has.
    Item {
        id: pane
        anchors.fill: parent
        focus: true
        Accessible.role: Accessible.Pane
        Accessible.name: page.spoken || page.headlineOf(page.shows) || page.headlineOf(page.asks)

        Item {
            id: column
            objectName: "column"
            readonly property real begin: page.keysAside && keys.atLeft ? keys.width + Theme.gap : Theme.margin
            width: parent.width
            height: parent.height
            y: -page.scrolled

            Item {
                id: showsPlace
                readonly property real wide: page.landscape && !page.alone ? page.half : page.viewWidth
                readonly property real flowRoom: page.floor - 2 * Theme.unit
                    - (page.asksHeight ? page.asksHeight + page.between : 0)
                    - (page.actsHeight ? page.actsHeight + page.between : 0)
                x: page.alone ? Theme.margin : page.landscape ? page.besideX(true) : column.begin
                y: 2 * Theme.unit
                width: wide
                height: !page.shows ? 0
                    : page.flowing ? Math.max(page.showsLeast, Math.min(page.showsMost, flowRoom))
                    : Math.max(0, Math.min(page.showsMost, page.showsRoom) - 2 * Theme.unit)
                visible: page.flowing || height > 4 * Theme.unit
            }
            Item {
                id: asksPlace
                readonly property bool aside: page.landscape && !(page.asksLeft && !page.strip)
                readonly property real wide: showsPlace.wide
                readonly property real above: page.stacked ? (page.shows ? showsPlace.y + showsPlace.height : 0) : 0
                x: page.landscape ? page.besideX(!aside) : column.begin
                y: aside ? 2 * Theme.unit : page.flowing ? above + (page.shows ? page.between : 2 * Theme.unit)
                    : above + Math.max(0, Math.min(12 * Theme.unit, 0.4 * (page.upper - above - page.asksHeight)))
                width: wide
                height: page.asksHeight
            }
            Item {
                id: actsPlace
                readonly property real wide: page.halves ? page.half
                    : page.flowing ? page.viewWidth : page.width - 2 * Theme.margin
                readonly property real above: page.asksHeight ? asksPlace.y + page.asksHeight
                    : showsPlace.y + showsPlace.height
                x: page.halves ? page.besideX(false) : page.flowing ? column.begin : Theme.margin
                y: page.flowing ? Math.max(above + page.between, page.scrolling ? page.zone : page.floor - height)
                                : page.floor - height
                width: wide
                height: page.actsHeight
            }
        }
    }
    // What has been moved up ends at this line.
    Rectangle {
        visible: page.scrolled > 0
        width: parent.width
        height: Theme.hairline
        color: Theme.line
    }
    ScrollKeys {
        id: keys
        visible: page.scrolling
        upright: Theme.landscape
        x: upright ? (atLeft ? 0 : page.width - width) : 0
        y: upright ? 0 : page.height - height
        width: upright ? implicitWidth : page.width
        height: upright ? page.height : implicitHeight
        canGoUp: page.scrolled > 0
        canGoDown: page.scrolled < page.furthest - 1
        onTurn: down => page.scrollOn(down)
    }
    Component.onCompleted: {
        for (const [item, place] of [[shows, showsPlace], [asks, asksPlace], [acts, actsPlace]]) {
            if (!item)
                continue
            item.parent = place
            item.anchors.fill = place
        }
    }
}
