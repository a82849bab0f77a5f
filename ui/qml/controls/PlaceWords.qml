import QtQuick
import theme
import "match.js" as Match

/** Where a door is, for those who do not read plans. Every case is a sentence of its own. */
Phrase {
    required property var place
    /** It is the headline. */
    property bool large: false

    tone: large ? Theme.ink : Theme.quiet
    size: large ? Theme.title * 0.9 : Theme.body
    strong: large
    spread: large ? 1.05 : 1.12
    // Where one line is too short, the side and the height have a line each.
    text: {
        const parts = words.match(/^(.*[,،]) (.*)$/)
        if (!parts || width <= 0 || wide(words) <= width || Math.max(wide(parts[1]), wide(parts[2])) > width)
            return words
        return parts[1] + "\n" + parts[2]
    }
    Accessible.name: words

    function wide(part: string): real {
        return metrics.advanceWidth(part) * wanted / 100 + 2
    }
    readonly property string words: Match.of(place.side, {
        left: Match.of(place.height, {
            floor: qsTr("Left of the screen, near the floor"),
            knee: qsTr("Left of the screen, at knee height"),
            hip: qsTr("Left of the screen, at hip height"),
            chest: qsTr("Left of the screen, at chest height"),
            head: qsTr("Left of the screen, at head height"),
            overhead: qsTr("Left of the screen, above your head")
        }),
        right: Match.of(place.height, {
            floor: qsTr("Right of the screen, near the floor"),
            knee: qsTr("Right of the screen, at knee height"),
            hip: qsTr("Right of the screen, at hip height"),
            chest: qsTr("Right of the screen, at chest height"),
            head: qsTr("Right of the screen, at head height"),
            overhead: qsTr("Right of the screen, above your head")
        }),
        behind: Match.of(place.height, {
            floor: qsTr("On the other side of the locker, near the floor"),
            knee: qsTr("On the other side of the locker, at knee height"),
            hip: qsTr("On the other side of the locker, at hip height"),
            chest: qsTr("On the other side of the locker, at chest height"),
            head: qsTr("On the other side of the locker, at head height"),
            overhead: qsTr("On the other side of the locker, above your head")
        }),
        above: Match.of(place.height, {
            "floor knee hip chest": qsTr("Above the screen"),
            head: qsTr("Above the screen, at head height"),
            overhead: qsTr("Above the screen, above your head")
        }),
        below: Match.of(place.height, {
            floor: qsTr("Below the screen, near the floor"),
            knee: qsTr("Below the screen, at knee height"),
            hip: qsTr("Below the screen, at hip height"),
            "chest head overhead": qsTr("Below the screen")
        })
    })
}
