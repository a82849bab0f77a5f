pragma Singleton

import QtQuick

/** What there is to do, put together of things. A door hangs at the left; `Drawing.flipped` hangs it at the right. */
QtObject {
    readonly property var openDoor: [
        { is: "compartment", x: 145, y: 25 }, { is: "leaf", x: 64, y: 5 }
    ]
    readonly property var shutDoor: [
        { is: "door", x: 145, y: 25 }, { is: "number", x: 145, y: 58, of: [190, 84] }
    ]
    /** The door opens by itself: a gap, and lines of movement. */
    readonly property var opening: [
        { is: "compartment", x: 105, y: 25 },
        { is: "own", x: 105, y: 25, of: [190, 150], layers: [
            ["accent", "accentLine", 1, "M13 13 L128 -12 V162 L13 137 Z"],
            ["none", "ink", 2, "M226 75 H282 M258 50 L284 75 L258 100"]
        ] }
    ]
    readonly property var take: openDoor.concat([
        { is: "box", x: 218, y: 62 }, { is: "arrow", x: 346, y: 92 }
    ])
    readonly property var put: openDoor.concat([
        { is: "arrow", x: 252, y: 92, flip: true }, { is: "box", x: 352, y: 66 }
    ])
    readonly property var look: openDoor.concat([
        { is: "eye", x: 352, y: 72 }, { is: "arrow", x: 258, y: 76, size: 0.85, flip: true }
    ])
    readonly property var lookEmpty: openDoor.concat([
        { is: "own", x: 190, y: 46, of: [112, 108], layers: [
            ["none", "paper", 1, "M4 28 L16 22 M30 16 L42 10 M56 4 L68 10 M82 16 L94 22 M108 28 V42 M108 58 V72 M104 82 L92 88 M78 94 L66 100 M46 100 L34 94 M20 87 L8 81 M4 72 V58 M4 42 V28"]
        ] },
        { is: "question", x: 350, y: 70 }
    ])
    /** The leaf goes back over the compartment; a hand pushes it. */
    readonly property var push: [
        { is: "compartment", x: 195, y: 14, size: 0.96 }, { is: "leaf", x: 116, y: -4, size: 0.96 },
        { is: "hand", x: 34, y: 44, size: 0.9, turn: 62 },
        { is: "own", x: 0, y: 0, of: [480, 200], layers: [
            ["none", "ink", 2, "M212 180 C244 194 284 194 312 181 M292 169 L316 179 L303 196"]
        ] }
    ]
    readonly property var pushFull: [push[0], { is: "box", x: 235, y: 42, size: 0.92 }].concat(push.slice(1))
    /** A box goes back in, and the door is shut. */
    readonly property var putBack: put
    /** Shut, and to be pressed with the flat of the hand. */
    readonly property var press: [
        { is: "door", x: 85, y: 25 }, { is: "number", x: 85, y: 58, of: [190, 84] },
        { is: "hand", x: 226, y: 58 }, { is: "arrow", x: 362, y: 88, size: 0.9, flip: true }
    ]
    readonly property var tookIt: [
        { is: "door", x: 100, y: 25 }, { is: "number", x: 100, y: 58, of: [190, 84] },
        { is: "box", x: 314, y: 62, size: 0.9 }, { is: "question", x: 396, y: 36 }
    ]
}
