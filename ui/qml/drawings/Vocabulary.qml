pragma Singleton

import QtQuick

/** Every thing that drawings are made of, as layers from the back to the front: `[fill, line, weight, path]`.

    Fill and line are names of `Tones`; the weight is 0 for no line, 1 for a thin one, 2 for a thick one. Each thing
    has its origin at its upper left corner, and `size` says how wide and high it is on the grid of a `Drawing`.
*/
QtObject {
    readonly property var sizes: ({
        box: [112, 108], hand: [104, 126], finger: [104, 126], phone: [74, 132], message: [74, 132], scanner: [40, 92],
        camera: [64, 64], compartment: [190, 150], door: [190, 150], leaf: [84, 190], arrow: [88, 56], bottle: [30, 104],
        person: [92, 120], courier: [92, 130], key: [104, 44], badge: [84, 112], printer: [120, 100], slip: [60, 92],
        pad: [92, 118], clock: [84, 84], tick: [60, 60], cross: [60, 60], question: [60, 60], call: [60, 60],
        wait: [60, 60], label: [112, 72], eye: [96, 56], board: [150, 104], terminal: [96, 150], card: [104, 68], voucher: [112, 72]
    })

    /** What is the same whichever way the writing runs: signs, and what has writing on it. */
    readonly property list<string> upright: [
        "tick", "cross", "question", "wait", "call", "clock", "phone", "message", "pad", "label", "key", "terminal", "voucher"
    ]

    /** A parcel, seen from a corner. */
    readonly property var box: [
        ["kraft", "none", 0, "M4 28 L56 52 V105 L4 79 Z"],
        ["kraftSide", "none", 0, "M56 52 L108 28 V79 L56 105 Z"],
        ["kraftTop", "none", 0, "M56 4 L108 28 L56 52 L4 28 Z"],
        ["none", "ink", 1, "M4 28 L56 4 L108 28 V79 L56 105 L4 79 Z M4 28 L56 52 L108 28 M56 52 V105"],
        ["none", "ink", 1, "M30 16 L82 40 V56"]
    ]
    /** An open hand, its palm towards us. */
    readonly property var hand: [
        ["skin", "ink", 1, "M34 70 V24 a8.5 8.5 0 0 1 17 0 V57 V13 a8.5 8.5 0 0 1 17 0 V57 V18 a8.5 8.5 0 0 1 17 0 V61 "
            + "V34 a8.5 8.5 0 0 1 17 0 V86 C102 112 90 124 70 124 C53 124 44 116 36 104 L9 70 C3 61 14 51 23 59 L34 70 Z"]
    ]
    /** A hand that touches something with one finger. */
    readonly property var finger: [
        ["skin", "ink", 1, "M40 76 V17 a9.5 9.5 0 0 1 19 0 V60 C59 50 74 49 75 60 C75 51 89 52 90 63 C91 56 103 57 103 68 V90 "
            + "C103 113 92 125 73 125 C57 125 48 119 41 108 L17 78 C11 69 21 60 29 66 L40 76 Z"],
        ["none", "ink", 1, "M59 60 V72 M75 60 V72 M90 63 V74"]
    ]
    /** A telephone that shows a code. */
    readonly property var phone: [
        ["dark", "ink", 1, "M12 1 H62 a11 11 0 0 1 11 11 V120 a11 11 0 0 1 -11 11 H12 a11 11 0 0 1 -11 -11 V12 a11 11 0 0 1 11 -11 Z"],
        ["paper", "none", 0, "M11 10 H63 a3 3 0 0 1 3 3 V119 a3 3 0 0 1 -3 3 H11 a3 3 0 0 1 -3 -3 V13 a3 3 0 0 1 3 -3 Z"],
        ["dark", "none", 0, "M17 34 h15 v15 h-15 Z M42 34 h15 v15 h-15 Z M17 59 h15 v15 h-15 Z "
            + "M42 59 h6 v6 h-6 Z M51 59 h6 v6 h-6 Z M46 67 h6 v7 h-6 Z M53 70 h4 v4 h-4 Z M36 44 h4 v10 h-4 Z M36 60 h4 v6 h-4 Z"],
        ["paper", "none", 0, "M20.5 37.5 h8 v8 h-8 Z M45.5 37.5 h8 v8 h-8 Z M20.5 62.5 h8 v8 h-8 Z"],
        ["dark", "none", 0, "M22.8 39.8 h3.4 v3.4 h-3.4 Z M47.8 39.8 h3.4 v3.4 h-3.4 Z M22.8 64.8 h3.4 v3.4 h-3.4 Z"],
        ["none", "dark", 1, "M20 90 H54 M20 101 H42"]
    ]
    /** A telephone that shows a message with digits. */
    readonly property var message: [
        ["dark", "ink", 1, "M12 1 H62 a11 11 0 0 1 11 11 V120 a11 11 0 0 1 -11 11 H12 a11 11 0 0 1 -11 -11 V12 a11 11 0 0 1 11 -11 Z"],
        ["paper", "none", 0, "M11 10 H63 a3 3 0 0 1 3 3 V119 a3 3 0 0 1 -3 3 H11 a3 3 0 0 1 -3 -3 V13 a3 3 0 0 1 3 -3 Z"],
        ["accent", "none", 0, "M18 30 H56 a4 4 0 0 1 4 4 V62 a4 4 0 0 1 -4 4 H32 L22 76 V66 H18 a4 4 0 0 1 -4 -4 V34 a4 4 0 0 1 4 -4 Z"],
        ["accentInk", "none", 0, "M22 44 h6 v8 h-6 Z M31 44 h6 v8 h-6 Z M40 44 h6 v8 h-6 Z M49 44 h6 v8 h-6 Z"],
        ["none", "dark", 1, "M20 92 H54 M20 103 H42"]
    ]
    /** A reader of codes that looks to the left. */
    readonly property var scanner: [
        ["steel", "ink", 1, "M18 1 H32 a7 7 0 0 1 7 7 V84 a7 7 0 0 1 -7 7 H18 a7 7 0 0 1 -7 -7 V8 a7 7 0 0 1 7 -7 Z"],
        ["none", "beam", 2, "M4 12 V80"]
    ]
    readonly property var camera: [
        ["steel", "ink", 1, "M32 2 A30 30 0 1 1 31.9 2 Z"],
        ["dark", "ink", 1, "M32 14 A18 18 0 1 1 31.9 14 Z"],
        ["paper", "none", 0, "M26 22 A5 5 0 1 1 25.9 22 Z"]
    ]
    /** A door that is open: its steel and the hollow behind it. The leaf is a thing of its own. */
    readonly property var compartment: [
        ["steel", "ink", 1, "M4 1 H186 a3 3 0 0 1 3 3 V146 a3 3 0 0 1 -3 3 H4 a3 3 0 0 1 -3 -3 V4 a3 3 0 0 1 3 -3 Z"],
        ["hollow", "ink", 1, "M13 13 H177 V137 H13 Z"]
    ]
    /** A door that is shut. */
    readonly property var door: [
        ["steel", "ink", 1, "M4 1 H186 a3 3 0 0 1 3 3 V146 a3 3 0 0 1 -3 3 H4 a3 3 0 0 1 -3 -3 V4 a3 3 0 0 1 3 -3 Z"],
        ["accent", "accentLine", 1, "M13 13 H177 V137 H13 Z"]
    ]
    /** The leaf of an open door, hung at its right edge. */
    readonly property var leaf: [
        ["accent", "accentLine", 1, "M84 20 L2 1 V189 L84 170 Z"]
    ]
    /** An arrow to the right. */
    readonly property var arrow: [
        ["none", "ink", 2, "M6 28 H80 M56 6 L82 28 L56 50"]
    ]
    readonly property var bottle: [
        ["none", "ink", 1, "M11 1 H19 V24 C19 34 28 37 28 50 V97 a5 5 0 0 1 -5 5 H7 a5 5 0 0 1 -5 -5 V50 C2 37 11 34 11 24 Z M11 10 H19"]
    ]
    readonly property var person: [
        ["skin", "ink", 1, "M46 2 a23 23 0 1 1 -0.1 0 Z"],
        ["accent", "accentLine", 1, "M4 118 C4 74 22 56 46 56 C70 56 88 74 88 118 Z"]
    ]
    /** Who brings parcels: with a cap, a box before the chest. */
    readonly property var courier: [
        ["skin", "ink", 1, "M46 6 a21 21 0 1 1 -0.1 0 Z"],
        ["accent", "accentLine", 1, "M24 24 C24 -2 68 -2 68 24 H82 V30 H24 Z"],
        ["accent", "accentLine", 1, "M2 128 C2 78 20 58 46 58 C72 58 90 78 90 128 Z"],
        ["kraft", "ink", 1, "M20 82 H72 V127 H20 Z"],
        ["none", "ink", 1, "M20 96 H72 M40 82 V96 M52 82 V96"]
    ]
    readonly property var key: [
        ["none", "ink", 2, "M24 8 a15 15 0 1 1 -0.1 0 Z M40 23 H100 M84 24 V36 M98 24 V38"]
    ]
    /** What a courier wears: their picture, and lines of writing. */
    readonly property var badge: [
        ["none", "ink", 1, "M34 14 V4 H50 V14"],
        ["paper", "ink", 1, "M10 14 H74 a8 8 0 0 1 8 8 V102 a8 8 0 0 1 -8 8 H10 a8 8 0 0 1 -8 -8 V22 a8 8 0 0 1 8 -8 Z"],
        ["accent", "none", 0, "M42 30 a11 11 0 1 1 -0.1 0 Z M22 76 C22 58 30 54 42 54 C54 54 62 58 62 76 Z"],
        ["none", "dark", 1, "M20 88 H64 M28 98 H56"]
    ]
    readonly property var printer: [
        ["paper", "ink", 1, "M30 40 V2 H90 V40 Z"],
        ["steel", "ink", 1, "M12 34 H108 a10 10 0 0 1 10 10 V84 a6 6 0 0 1 -6 6 H8 a6 6 0 0 1 -6 -6 V44 a10 10 0 0 1 10 -10 Z"],
        ["paper", "ink", 1, "M26 64 H94 V98 l-8.5 -6 l-8.5 6 l-8.5 -6 l-8.5 6 l-8.5 -6 l-8.5 6 l-8.5 -6 l-8.5 6 Z"],
        ["none", "dark", 1, "M38 76 H82"]
    ]
    readonly property var slip: [
        ["paper", "ink", 1, "M2 2 H58 V90 l-9.3 -7 l-9.3 7 l-9.4 -7 l-9.3 7 l-9.4 -7 l-9.3 7 Z"],
        ["none", "dark", 1, "M14 20 H46 M14 36 H46 M14 52 H34"]
    ]
    /** Keys for digits. */
    readonly property var pad: [
        ["paper", "ink", 1, "M10 1 H82 a9 9 0 0 1 9 9 V108 a9 9 0 0 1 -9 9 H10 a9 9 0 0 1 -9 -9 V10 a9 9 0 0 1 9 -9 Z"],
        ["dark", "none", 0, "M14 16 h16 v14 h-16 Z M38 16 h16 v14 h-16 Z M62 16 h16 v14 h-16 Z M14 40 h16 v14 h-16 Z M38 40 h16 v14 h-16 Z "
            + "M62 40 h16 v14 h-16 Z M14 64 h16 v14 h-16 Z M38 64 h16 v14 h-16 Z M62 64 h16 v14 h-16 Z M38 88 h16 v14 h-16 Z"]
    ]
    readonly property var clock: [
        ["paper", "ink", 1, "M42 2 A40 40 0 1 1 41.9 2 Z"],
        ["none", "dark", 2, "M42 20 V44 L58 54"]
    ]
    readonly property var tick: [
        ["done", "none", 0, "M30 0 A30 30 0 1 1 29.9 0 Z"],
        ["none", "signInk", 2, "M16 31 L26 41 L45 20"]
    ]
    readonly property var cross: [
        ["stop", "none", 0, "M30 0 A30 30 0 1 1 29.9 0 Z"],
        ["none", "signInk", 2, "M19 19 L41 41 M41 19 L19 41"]
    ]
    readonly property var question: [
        ["wait", "none", 0, "M30 0 A30 30 0 1 1 29.9 0 Z"],
        ["none", "signInk", 2, "M20 22 C21 9 41 10 40 23 C39 31 30 29 30 37 M30 47.5 V48"]
    ]
    readonly property var wait: [
        ["wait", "none", 0, "M30 0 A30 30 0 1 1 29.9 0 Z"],
        ["none", "signInk", 2, "M30 14 V33 M30 45.5 V46"]
    ]
    /** Call us. */
    readonly property var call: [
        ["accent", "none", 0, "M30 0 A30 30 0 1 1 29.9 0 Z"],
        ["accentInk", "none", 0, "M19 15 C17 13 25 12 26 16 L28 23 C28 25 24 27 25 29 C27 33 30 36 33 37 C35 38 37 34 39 34 L45 36 C49 38 47 45 45 45 C30 46 15 30 19 15 Z"]
    ]
    /** What is stuck on a parcel. */
    readonly property var label: [
        ["paper", "ink", 1, "M6 1 H106 a5 5 0 0 1 5 5 V66 a5 5 0 0 1 -5 5 H6 a5 5 0 0 1 -5 -5 V6 a5 5 0 0 1 5 -5 Z"],
        ["dark", "none", 0, "M14 14 h5 v30 h-5 Z M23 14 h3 v30 h-3 Z M30 14 h8 v30 h-8 Z M42 14 h3 v30 h-3 Z M49 14 h6 v30 h-6 Z M60 14 h3 v30 h-3 Z "
            + "M67 14 h8 v30 h-8 Z M80 14 h3 v30 h-3 Z M87 14 h5 v30 h-5 Z M96 14 h3 v30 h-3 Z"],
        ["none", "dark", 1, "M14 57 H72"]
    ]
    readonly property var eye: [
        ["paper", "ink", 1, "M3 28 C24 -4 72 -4 93 28 C72 60 24 60 3 28 Z"],
        ["dark", "none", 0, "M48 14 a14 14 0 1 1 -0.1 0 Z"]
    ]
    /** A board that drives locks: where its wires go in, and what it thinks with. */
    readonly property var board: [
        ["paper", "ink", 1, "M8 1 H142 a7 7 0 0 1 7 7 V96 a7 7 0 0 1 -7 7 H8 a7 7 0 0 1 -7 -7 V8 a7 7 0 0 1 7 -7 Z"],
        ["steel", "ink", 1, "M18 10 H132 V30 H18 Z M18 74 H132 V94 H18 Z"],
        ["none", "ink", 1, "M37 10 V30 M56 10 V30 M75 10 V30 M94 10 V30 M113 10 V30 M37 74 V94 M56 74 V94 M75 74 V94 M94 74 V94 M113 74 V94"],
        ["dark", "none", 0, "M50 42 H86 V62 H50 Z"],
        ["accent", "accentLine", 1, "M108 45 a7 7 0 1 1 -0.1 0 Z"]
    ]
    /** What takes cards: a display, keys, and a slot at its foot. */
    readonly property var terminal: [
        ["steel", "ink", 1, "M12 1 H84 a11 11 0 0 1 11 11 V132 a17 17 0 0 1 -17 17 H18 a17 17 0 0 1 -17 -17 V12 a11 11 0 0 1 11 -11 Z"],
        ["paper", "ink", 1, "M14 14 H82 V52 H14 Z"],
        ["dark", "none", 0, "M16 62 h17 v12 h-17 Z M40 62 h17 v12 h-17 Z M64 62 h17 v12 h-17 Z M16 81 h17 v12 h-17 Z M40 81 h17 v12 h-17 Z "
            + "M64 81 h17 v12 h-17 Z M16 100 h17 v12 h-17 Z M40 100 h17 v12 h-17 Z M64 100 h17 v12 h-17 Z"],
        ["none", "ink", 2, "M22 134 H74"]
    ]
    /** A card with its chip and its stripe. */
    readonly property var card: [
        ["accent", "accentLine", 1, "M9 1 H95 a8 8 0 0 1 8 8 V59 a8 8 0 0 1 -8 8 H9 a8 8 0 0 1 -8 -8 V9 a8 8 0 0 1 8 -8 Z"],
        ["accentInk", "none", 0, "M14 22 h20 v16 h-20 Z"],
        ["none", "accentInk", 1, "M14 50 H58 M70 50 H90"]
    ]
    /** A slip with a code on it, its corners cut out. */
    readonly property var voucher: [
        ["paper", "ink", 1, "M1 1 H111 V26 a10 10 0 0 0 0 20 V71 H1 V46 a10 10 0 0 0 0 -20 Z"],
        ["none", "dark", 1, "M34 6 V12 M34 18 V24 M34 30 V36 M34 42 V48 M34 54 V60"],
        ["accent", "none", 0, "M48 28 h10 v16 h-10 Z M63 28 h10 v16 h-10 Z M78 28 h10 v16 h-10 Z"]
    ]
}
