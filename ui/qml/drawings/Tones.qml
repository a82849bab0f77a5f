pragma Singleton

import QtQuick
import theme

/** The colours of drawings, by the names that the vocabulary gives them. */
QtObject {
    readonly property color none: "transparent"
    /** What drawings stand on. */
    readonly property color ground: Theme.flashing ? Theme.paper
        : Theme.contrast ? "#000000" : Theme.night ? "#1A2026" : "#ECE7DB"
    readonly property color ink: Theme.ink
    readonly property color paper: Theme.contrast ? "#000000" : Theme.night ? "#D8D4CB" : "#FFFFFF"
    /** What is printed on paper. */
    readonly property color dark: Theme.contrast ? "#FFFFFF" : "#14181D"
    readonly property color accent: Theme.accent
    readonly property color accentInk: Theme.accentInk
    readonly property color accentLine: Theme.contrast ? "#000000" : Theme.ink
    readonly property color steel: Theme.contrast ? "#000000" : Theme.night ? "#59626B" : "#C8C1B1"
    readonly property color hollow: Theme.contrast ? "#000000" : Theme.night ? "#0C1014" : "#7B7468"
    readonly property color kraft: Theme.contrast ? "#000000" : Theme.night ? "#A97F4A" : "#D9A865"
    readonly property color kraftSide: Theme.contrast ? "#000000" : Theme.night ? "#8D683A" : "#C6924E"
    readonly property color kraftTop: Theme.contrast ? "#000000" : Theme.night ? "#BE9560" : "#E7BE85"
    readonly property color skin: Theme.contrast ? "#000000" : Theme.night ? "#CDBFAE" : "#FFFFFF"
    readonly property color done: Theme.done
    readonly property color wait: Theme.wait
    readonly property color stop: Theme.stop
    readonly property color signInk: Theme.signInk
    readonly property color beam: Theme.contrast ? "#FFE600" : Theme.night ? "#FF8A7A" : "#D9352B"
}
