pragma Singleton

import QtQuick
import "colours.js" as Colours

/** Every measure and colour. All lengths come from one unit: the short side / 135 (8 px at 1080). */
QtObject {
    id: theme

    // What StageView sets.
    property real width: 1080
    property real height: 1920
    property bool contrast: false
    /** Percent of the usual size of words. */
    property int text: 100
    property bool reach: false
    property bool leftHand: false
    property bool night: false
    property bool mirrored: false
    /** Things move. */
    property bool motion: true
    /** Time passes: what counts down does. */
    property bool running: true
    /** The digits of the language, from 0 to 9, where somebody chose them. */
    property string digits
    property bool speaking: false
    property color brand: "#0B5FFF"

    /** A number that counts something, in the digits that were chosen; labels, codes and phone numbers stay. */
    function figure(number: var): string {
        return digits ? String(number).replace(/[0-9]/g, digit => digits[Number(digit)]) : String(number)
    }

    // Measures.
    readonly property bool landscape: width > height
    readonly property real shortSide: Math.min(width, height)
    readonly property real unit: shortSide / 135
    readonly property real margin: 8 * unit
    readonly property real gap: 3 * unit
    readonly property real radius: 3 * unit
    readonly property real hairline: Math.max(1, Math.round(0.25 * unit))
    /** The height of what is touched; `least` is the smallest that any control may be. */
    readonly property real target: Math.max(15 * unit, least)
    readonly property real least: Math.max(11 * unit, Math.min(88, 0.12 * shortSide))
    readonly property real topLine: Math.max(8 * unit, 1.4 * leastText)
    /** Above the row at the bottom, while the screen is read aloud; part of `bottomRow`. */
    readonly property real speechRow: speaking ? least + 2 * unit : 0
    /** Rows of buttons below every screen: larger words need more than one in an upright window. */
    readonly property int bottomRows: textScale > 1 && !landscape ? 2 : 1
    readonly property real bottomRow: bottomRows * least + (bottomRows - 1) * gap + (reach && landscape ? 3 : 5) * unit + speechRow
    /** What is touched is at the left where something is shown beside it. */
    readonly property bool actsLeft: leftHand || mirrored

    // Type.
    readonly property real textScale: text / 100
    readonly property real title: 9 * unit * textScale
    readonly property real question: 7 * unit * textScale
    readonly property real body: 5 * unit * textScale
    readonly property real button: 5 * unit * textScale
    readonly property real note: 3.75 * unit * textScale
    /** No words are smaller than this. */
    readonly property real leastText: note
    /** No words become smaller than this for want of room once somebody has chosen their size. */
    readonly property real leastChosen: textScale > 1 ? body : leastText
    /** Milliseconds in which the next screen slides in. */
    property int slide: 240

    /** A pale colour that fills the whole screen for a moment, so that its light falls on a face. */
    property color flash: "transparent"
    readonly property bool flashing: flash.a > 0

    // Colours.
    readonly property bool dark: contrast || night
    readonly property color paper: flashing ? flash : contrast ? "#000000" : night ? "#12161A" : "#F7F5F0"
    readonly property color card: flashing ? flash : contrast ? "#000000" : night ? "#1D2329" : "#FFFFFF"
    readonly property color ink: flashing ? "#14181D" : contrast ? "#FFFFFF" : night ? "#E6E2DA" : "#14181D"
    readonly property color quiet: flashing ? "#14181D" : contrast ? "#FFFFFF" : night ? "#A9AEB4" : "#545B63"
    readonly property color line: contrast ? "#FFFFFF" : night ? "#333B43" : "#D9D4C9"
    readonly property color edge: flashing ? "#14181D" : contrast ? "#FFFFFF" : night ? "#6C757E" : "#8F897D"
    /** What cannot be used now. */
    readonly property color off: contrast ? "#A3A3A3" : quiet
    readonly property color offEdge: contrast ? "#5E5E5E" : line
    // What is to be touched is filled with the brand as it is; its words are black or white, and a rim goes around it
    // where it does not stand out. Lines and letters of that colour are as much darker or lighter as they have to be.
    readonly property color accent: contrast ? "#FFE600"
        : night ? Colours.standingOut(Colours.mix(brand, paper, 0.15), paper, 4.5) : brand
    readonly property color accentText: Colours.standingOut(accent, paper, 4.5)
    readonly property color accentEdge: Colours.standingOut(accent, paper, 3)
    readonly property bool rimmed: Colours.contrast(accent, paper) < 3
    readonly property color accentInk: Colours.readableOn(accent)
    readonly property color accentDown: Colours.mix(accent, accentInk, 0.22)
    readonly property color accentDeep: contrast ? "#A89800" : Colours.mix(marked, Qt.color("#000000"), 0.35)
    readonly property color cardDown: contrast ? "#3A3A3A" : Colours.mix(card, ink, 0.12)
    readonly property color focus: contrast ? "#FFFFFF" : ink
    readonly property color done: contrast ? "#FFFFFF" : night ? "#4CC38A" : "#0B7A43"
    readonly property color wait: contrast ? "#FFE600" : night ? "#F0B24A" : "#8F5600"
    readonly property color stop: contrast ? "#FFFFFF" : night ? "#FF8A7A" : "#B3261E"
    readonly property color signInk: contrast || night ? "#0B0E11" : "#FFFFFF"
    // The cabinet's picture: doors stand out from the steel by 3:1, and what is filled with the accent from them.
    readonly property color steel: contrast ? "#FFFFFF" : night ? "#7D8791" : "#77726A"
    readonly property color steelDeep: contrast ? "#000000" : night ? "#2A3138" : "#5F5B54"
    readonly property color door: contrast ? "#000000" : night ? "#1B2127" : "#F1EEE7"
    readonly property color doorInk: contrast ? "#FFFFFF" : night ? "#C9CDD2" : "#4C473E"
    readonly property color marked: Colours.standingOut(accent, door, 3)
    readonly property color markedSoft: contrast ? "#FFFFFF" : Colours.mix(marked, door, 0.15)
    readonly property color markedInk: Colours.readableOn(marked)
}
