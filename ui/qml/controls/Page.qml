import QtQuick
import theme

/** A screen's three zones: `shows` above, `asks` in the middle, `acts` below.
    Where the window is wide, `shows` stands at the left and the others at the right. */
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
    property real pageFit: 1
    /** The next question of the same screen gives this one new values, and does not slide in anew.
        For screens on which nothing is typed. */
    property bool steady: false
    /** The field that has to stay as it is for that. */
    property string sameWhile
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
    /** It slides out, or something lies over it: its controls take nothing, but keep their looks. */
    property bool asleep: false

    readonly property bool landscape: Theme.landscape
    readonly property bool strip: landscape && (Theme.reach || wideActs)
    readonly property bool halves: landscape && !strip
    readonly property real foot: Theme.reach ? 2 * Theme.unit : landscape ? 4 * Theme.unit : 6 * Theme.unit
    readonly property real between: landscape || Theme.reach ? 4 * Theme.unit : 6 * Theme.unit
    readonly property real half: (width - 2 * Theme.margin - 10 * Theme.unit) / 2
    readonly property real floor: height - foot
    /** How high what is touched may become. */
    readonly property real actsRoom: Theme.reach ? 0.4 * Theme.height - Theme.bottomRow - foot
        : halves ? height - foot - 2 * Theme.unit - (asksLeft || !asks ? 0 : asks.implicitHeight + between)
        : strip ? height - foot - 28 * Theme.unit
        : 0.55 * Theme.height - Theme.bottomRow - foot

    readonly property real actsHeight: acts ? acts.implicitHeight : 0
    readonly property real asksHeight: asks && asks.visible ? asks.implicitHeight : 0
    readonly property real upper: strip || !landscape ? floor - (actsHeight ? actsHeight + between : 0) : floor
    readonly property bool stacked: !landscape || (asksLeft && !strip)
    readonly property real showsRoom: stacked ? upper - (asksHeight ? asksHeight + between : 0) : upper
    readonly property real excess: Math.max(
        showsLeast - showsRoom, actsHeight - actsRoom,
        stacked ? 0 : (asksLeft ? 0 : asksHeight + (halves ? actsHeight + between : 0)) - upper)

    signal answered(string name, string text)
    /** A key that no control has used; accept it if the screen does. */
    signal keyPressed(var event)

    function x0(left: real, wide: real): real {
        return LayoutMirroring.enabled ? width - left - wide : left
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
    function refit(): void {
        if (width > 0 && excess > 1 && pageFit > 0.55)
            pageFit = Math.max(0.55, pageFit - (excess > 5 * Theme.unit ? 0.1 : 0.05))
    }

    /** Takes the keys from all controls, so that they belong to the screen as a whole. */
    function rest(): void {
        lastUsed = null
        rests.forceActiveFocus()
    }

    onExcessChanged: Qt.callLater(page.refit)
    onPageFitChanged: Qt.callLater(page.refit)
    onWidthChanged: pageFit = 1
    onHeightChanged: pageFit = 1

    Connections {
        target: Theme
        function onTextScaleChanged(): void { page.pageFit = 1 }
    }
    Connections {
        target: page.stage
        function onLanguageChanged(): void { page.pageFit = 1 }
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
            id: showsPlace
            readonly property real wide: page.landscape ? page.half : page.width - 2 * Theme.margin
            x: page.x0(Theme.margin, wide)
            y: 2 * Theme.unit
            width: wide
            height: Math.max(0, Math.min(page.showsMost, page.showsRoom) - 2 * Theme.unit)
            visible: height > 4 * Theme.unit
        }
        Item {
            id: asksPlace
            readonly property bool aside: page.landscape && !(page.asksLeft && !page.strip)
            readonly property real wide: showsPlace.wide
            readonly property real above: page.stacked ? (page.shows ? showsPlace.y + showsPlace.height : 0) : 0
            x: page.x0(aside ? Theme.margin + page.half + 10 * Theme.unit : Theme.margin, wide)
            y: aside ? 2 * Theme.unit : above + Math.max(0, Math.min(12 * Theme.unit, 0.4 * (page.upper - above - page.asksHeight)))
            width: wide
            height: page.asksHeight
        }
        Item {
            id: actsPlace
            readonly property real wide: page.halves ? page.half : page.width - 2 * Theme.margin
            x: page.x0(page.halves ? Theme.margin + page.half + 10 * Theme.unit : Theme.margin, wide)
            y: page.floor - height
            width: wide
            height: page.actsHeight
        }
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
