pragma Singleton

import QtQuick

/** Signs as strokes on a grid of 24 by 24. */
QtObject {
    /** Those that turn with the writing. */
    readonly property list<string> turning: [back, forward, undo, list]
    readonly property string back: "M15 5l-7 7 7 7"
    readonly property string forward: "M9 5l7 7-7 7"
    readonly property string upward: "M5 15l7-7 7 7"
    readonly property string downward: "M5 9l7 7 7-7"
    readonly property string pickUp: "M12 15V3.5 M7.5 8L12 3.5 16.5 8 M4 11.5V20h16v-8.5"
    /** The person's own left and right: these never turn with the writing. */
    readonly property string toLeft: "M10 5l-7 7 7 7 M3.5 12H21"
    readonly property string toRight: "M14 5l7 7-7 7 M20.5 12H3"
    readonly property string erase: "M9 5h12v14H9l-6.5-7z M12 9l6 6 M18 9l-6 6"
    readonly property string tick: "M4.5 12.8l5 5L20 7"
    readonly property string clock: "M12 3a9 9 0 1 0 .01 0z M12 7.5V12l3.2 2"
    readonly property string stop: "M8.5 3h7L21 8.5v7L15.5 21h-7L3 15.5v-7z M12 7.5v5.5 M12 16.5h.01"
    readonly property string info: "M12 3a9 9 0 1 0 .01 0z M12 11v6 M12 7.2h.01"
    readonly property string help: "M12 3a9 9 0 1 0 .01 0z M9.2 9.4a2.9 2.9 0 1 1 4.3 2.5c-1 .6-1.5 1.2-1.5 2.3 M12 17.3h.01"
    readonly property string camera: "M3.5 8h3.8l1.6-2.5h6.2L16.7 8h3.8v11h-17z M12 10a3.3 3.3 0 1 0 .01 0z"
    readonly property string badge: "M5.5 5h13v15.5h-13z M9.5 5V3h5v2 M12 8.6a2 2 0 1 0 .01 0z M8.5 17c.4-3.2 6.6-3.2 7 0"
    readonly property string keyboard: "M2.5 6.5h19v11h-19z M6.5 10.3h.01 M10.2 10.3h.01 M13.8 10.3h.01 M17.5 10.3h.01 M8 14h8"
    readonly property string undo: "M8.5 5.5L4 10l4.5 4.5 M4.5 10H14a5 5 0 0 1 0 10h-3"
    readonly property string list: "M9 6h11 M9 12h11 M9 18h11 M4.5 6h.01 M4.5 12h.01 M4.5 18h.01"
    readonly property string globe: "M12 3a9 9 0 1 0 .01 0z M3 12h18 M12 3c-4.2 4-4.2 14 0 18 M12 3c4.2 4 4.2 14 0 18"
    readonly property string person: "M12 3.5a3.7 3.7 0 1 0 .01 0z M4.5 20.5c.6-9 14.4-9 15 0z"
    readonly property string parcel: "M3.5 7.8L12 3.5l8.5 4.3v8.6L12 20.7l-8.5-4.3z M3.5 7.8L12 12.2l8.5-4.4 M12 12.2v8.5"
    readonly property string barcode: "M3.5 6v12 M6.5 6v12 M10 6v12 M12 6v12 M15.5 6v12 M18 6v12 M20.5 6v12"
    readonly property string door: "M5 3.5h14V20.5H5z M8 3.5l7 2.5v17l-7-2.5 M12.5 13h.01"
    readonly property string cross: "M6 6l12 12 M18 6L6 18"
    readonly property string lower: "M12 3.5V15 M7.5 10.5L12 15l4.5-4.5 M4 20h16"
    readonly property string contrast: "M12 3a9 9 0 1 0 .01 0z M12 3a9 9 0 0 1 0 18z"
    readonly property string larger: "M3.5 19L9 5.5 14.5 19 M5.5 14.5h7 M17.5 8v7 M14 11.5h7"
    readonly property string phone: "M5 3.5h4l2 5-2.5 2c1 2.3 2.7 4 5 5l2-2.5 5 2v4c0 .8-.7 1.5-1.5 1.5C10 20.5 3.5 14 3.5 5c0-.8.7-1.5 1.5-1.5z"
    readonly property string wrench: "M14.5 6.5a4.5 4.5 0 0 1 5.5-2.5l-2.8 2.8 2 2L22 6a4.5 4.5 0 0 1-6 6L7.5 20.5a2.5 2.5 0 0 1-3.5-3.5L12.5 8.5"
    readonly property string thermometer: "M10 14.2V5a2 2 0 0 1 4 0v9.2a4 4 0 1 1-4 0z M12 9v7.5 M12 17.5h.01"
    readonly property string receipt: "M6 3h12v18l-2-1.6-2 1.6-2-1.6-2 1.6-2-1.6L6 21z M9 8h6 M9 12h6"
    readonly property string search: "M10.5 4a6.5 6.5 0 1 0 .01 0z M15.3 15.3l5.2 5.2"
    readonly property string plug: "M9 3v5 M15 3v5 M6.5 8h11v3.5a5.5 5.5 0 0 1-11 0z M12 17v4"
    readonly property string warn: "M12 3.8L21.5 20.5h-19z M12 10v5 M12 17.6h.01"
    readonly property string bang: "M12 4.5v9 M12 19h.01"
    readonly property string letterI: "M12 10.5V20 M12 5h.01"
    readonly property string corners: "M3 8V3h5 M16 3h5v5 M21 16v5h-5 M8 21H3v-5"
    readonly property string again: "M19.5 12a7.5 7.5 0 1 1-2.4-5.5 M19.5 3.5v4.5h-4.5"
    readonly property string battery: "M3 7.5h15.5v9H3z M18.5 10.5H21v3h-2.5 M6.5 10.5v3"
    readonly property string off: "M12 3.5v8 M7 6.5a7.5 7.5 0 1 0 10 0"
    readonly property string chip: "M7 7h10v10H7z M10 7V3.5 M14 7V3.5 M10 20.5V17 M14 20.5V17 M7 10H3.5 M7 14H3.5 M20.5 10H17 M20.5 14H17"
    readonly property string disk: "M12 3.5c-5 0-8 1.2-8 2.8v11.4c0 1.6 3 2.8 8 2.8s8-1.2 8-2.8V6.3c0-1.6-3-2.8-8-2.8z M4 6.3c0 1.6 3 2.8 8 2.8s8-1.2 8-2.8 M4 12c0 1.6 3 2.8 8 2.8s8-1.2 8-2.8"
    readonly property string sound: "M4 9.5h3.5L12 5.5v13l-4.5-4H4z M15.5 9a4.2 4.2 0 0 1 0 6 M18.3 6.3a8 8 0 0 1 0 11.4"
    readonly property string silent: "M4 9.5h3.5L12 5.5v13l-4.5-4H4z M16 9.5l5 5 M21 9.5l-5 5"
    /** The figure that people look for who need larger words, a lower screen or a voice. */
    readonly property string access: "M12 2.2a9.8 9.8 0 1 0 .01 0z M12 6.1a.9.9 0 1 0 .01 0z M6.8 9.6l5.2 1.2 5.2-1.2 M12 10.8v3.4 M12 14.2l-2.7 5.2 M12 14.2l2.7 5.2"
    readonly property string scanner: "M4 8V4h4 M16 4h4v4 M20 16v4h-4 M8 20H4v-4 M3.5 12h17"
}
