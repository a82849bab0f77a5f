pragma Singleton

import QtQuick

/** The window's colours and measures: the kiosk's paper and ink, at a desk's distance. */
QtObject {
    readonly property color paper: "#F7F5F0"
    readonly property color card: "#FFFFFF"
    readonly property color ink: "#14181D"
    readonly property color quiet: "#545B63"
    readonly property color line: "#D9D4C9"
    readonly property color edge: "#8F897D"
    readonly property color accent: "#0B5FFF"
    readonly property color accentDown: "#0A4ACB"
    readonly property color wait: "#8F5600"
    readonly property color stop: "#B3261E"
    readonly property color steel: "#C9C3B6"
    readonly property color steelDeep: "#A8A193"
    readonly property color leaf: "#E9E5DB"
    readonly property color leafBack: "#D3CDBF"
    readonly property color leafInk: "#5E584D"
    readonly property color inside: "#3A3731"
    readonly property color insideFloor: "#2B2925"
    readonly property color kraft: "#C89F6A"
    readonly property color kraftDeep: "#A47E4C"

    readonly property real gap: 12
    readonly property real margin: 32
    readonly property real radius: 10
    readonly property real title: 26
    readonly property real body: 17
    readonly property real note: 14
}
