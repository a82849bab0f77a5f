pragma ComponentBehavior: Bound

import QtQuick
import theme
import "fitting.js" as Fitting

/** Words on the screen. They wrap; a word too wide for its place makes them smaller,
    but never too small, and not below the body's size where somebody has chosen one. */
Text {
    id: phrase

    property real size: Theme.body
    property bool strong: false
    /** All digits are of one width. */
    property bool figures: false
    property real spread: 1.12
    // The lines of Noto Sans Arabic are more than twice as high as its letters.
    readonly property bool tallScript: /[\u0600-\u08ff]/.test(text)
    property color tone: Theme.ink
    /** Cleared where a control around it says the same words. */
    property bool spoken: true
    /** Cleared where the words have all the width they want. */
    property bool bounded: true

    /** That of its widest word at 100 pixels; the weight is asked so that it is measured anew when that changes. */
    readonly property real widest: metrics.font.weight > 0 ? Fitting.widest(text, metrics) : 0
    /** A word of it is wider than its place, at a size that somebody has chosen: it goes on in the next line. */
    readonly property bool broken: Theme.textScale > 1 && bounded && width > 0
        && Fitting.drawn(widest, font.pixelSize) > width + 1

    readonly property real wanted: Math.max(Math.min(Theme.leastText, size), size * Fitting.of(phrase.parent))
    readonly property FontMetrics metrics: FontMetrics {
        // A family named here would be the only one: other scripts would be measured in a font nobody sees.
        font.weight: phrase.font.weight
        font.features: phrase.font.features
        font.pixelSize: 100
    }
    /** The width of all its words on one line. */
    readonly property real natural: metrics.font.weight > 0 ? metrics.advanceWidth(text) * wanted / 100 + 2 : 0

    /** The same words, and a short last one (a door's label) does not stand alone in a line, if there is room for that. */
    function held(words: string): string {
        const last = / \S{1,3}$/.exec(words) ? words.match(/\S+ \S{1,3}$/)?.[0] : ""
        return last && (width <= 0 || Fitting.drawn(metrics.advanceWidth(last), wanted) <= width)
            ? words.replace(/ (\S{1,3})$/, "\u00a0$1") : words
    }
    /** What its lines leave free, so that they are of about one length. */
    readonly property real slack: bounded && !broken && wrapMode === Text.WordWrap && width > 0
        ? width - Fitting.balanced(text, width, font.pixelSize, metrics) : 0

    onBrokenChanged: {
        if (broken)
            Fitting.page(phrase.parent)?.crowded()
    }
    leftPadding: effectiveHorizontalAlignment === Text.AlignHCenter ? slack / 2
               : effectiveHorizontalAlignment === Text.AlignRight ? slack : 0
    rightPadding: slack - leftPadding
    font.pixelSize: Math.max(1, Math.floor(Fitting.size(widest, bounded ? width : 0, wanted, Theme.leastChosen)))
    font.weight: strong ? Font.Bold : Font.Normal
    font.features: figures ? { "tnum": 1 } : {}
    color: tone
    wrapMode: !bounded ? Text.NoWrap : broken ? Text.Wrap : Text.WordWrap
    textFormat: Text.PlainText
    horizontalAlignment: Text.AlignLeft
    lineHeight: tallScript ? 0.7 : spread
    topPadding: tallScript ? -0.45 * font.pixelSize : 0
    bottomPadding: tallScript ? -0.06 * font.pixelSize : 0
    visible: text !== ""
    Accessible.role: Accessible.StaticText
    Accessible.name: text
    Accessible.ignored: !spoken
}
