import QtQuick
import "../theme"

/** Where a door is, for those who do not read plans. Every case is a sentence of its own. */
Phrase {
    required property var place

    tone: Theme.quiet
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
    readonly property string words: {
        switch (place.side + " " + place.height) {
        case "left floor": return qsTr("Left of the screen, near the floor")
        case "left knee": return qsTr("Left of the screen, at knee height")
        case "left hip": return qsTr("Left of the screen, at hip height")
        case "left chest": return qsTr("Left of the screen, at chest height")
        case "left head": return qsTr("Left of the screen, at head height")
        case "left overhead": return qsTr("Left of the screen, above your head")
        case "right floor": return qsTr("Right of the screen, near the floor")
        case "right knee": return qsTr("Right of the screen, at knee height")
        case "right hip": return qsTr("Right of the screen, at hip height")
        case "right chest": return qsTr("Right of the screen, at chest height")
        case "right head": return qsTr("Right of the screen, at head height")
        case "right overhead": return qsTr("Right of the screen, above your head")
        case "below floor": return qsTr("Below the screen, near the floor")
        case "below knee": return qsTr("Below the screen, at knee height")
        case "below hip": return qsTr("Below the screen, at hip height")
        case "above head": return qsTr("Above the screen, at head height")
        case "above overhead": return qsTr("Above the screen, above your head")
        case "behind floor": return qsTr("On the other side of the machine, near the floor")
        case "behind knee": return qsTr("On the other side of the machine, at knee height")
        case "behind hip": return qsTr("On the other side of the machine, at hip height")
        case "behind chest": return qsTr("On the other side of the machine, at chest height")
        case "behind head": return qsTr("On the other side of the machine, at head height")
        case "behind overhead": return qsTr("On the other side of the machine, above your head")
        }
        switch (place.side) {
        case "above": return qsTr("Above the screen")
        case "below": return qsTr("Below the screen")
        }
        return ""
    }
}
