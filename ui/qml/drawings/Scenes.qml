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

    /** A telephone with a code before what reads it; `beside`: on which side of the screen that is, or "". */
    function reading(beside: string): var {
        const at = beside === "" ? 76 : 0
        return [
            { is: "phone", x: 76 + at, y: 26, size: 1.12 }, { is: "arrow", x: 172 + at, y: 76, size: 0.85 },
            { is: "scanner", x: 262 + at, y: 50, size: 1.1 }
        ]
    }
    /** The digits of a message are typed. */
    readonly property var typing: [
        { is: "message", x: 92, y: 26, size: 1.12 }, { is: "arrow", x: 196, y: 72 },
        { is: "pad", x: 306, y: 36, size: 1.1 }, { is: "finger", x: 336, y: 84 }
    ]
    readonly property var badge: [
        { is: "badge", x: 100, y: 44 }, { is: "arrow", x: 206, y: 72 }, { is: "scanner", x: 320, y: 50, size: 1.1 }
    ]
    /** A parcel before the reader. */
    readonly property var labelling: [
        { is: "box", x: 92, y: 44, size: 1.12 }, { is: "label", x: 103, y: 98, size: 0.42 },
        { is: "arrow", x: 236, y: 72 }, { is: "scanner", x: 350, y: 50, size: 1.1 }
    ]
    readonly property var shut: [
        { is: "door", x: 145, y: 25 }, { is: "number", x: 145, y: 58, of: [190, 84] }, { is: "tick", x: 300, y: 118, size: 1.15 }
    ]
    /** It stays inside: shut, with a key. */
    readonly property var kept: [
        { is: "compartment", x: 100, y: 25 }, { is: "box", x: 132, y: 42, size: 1.0 },
        { is: "key", x: 318, y: 78 }
    ]
    readonly property var stuck: [
        { is: "door", x: 100, y: 25 }, { is: "number", x: 100, y: 58, of: [190, 84] }, { is: "cross", x: 258, y: 8 },
        { is: "call", x: 334, y: 56, size: 1.5 }
    ]
    readonly property var unsure: [
        { is: "door", x: 100, y: 25 }, { is: "number", x: 100, y: 58, of: [190, 84] }, { is: "question", x: 258, y: 8 },
        { is: "call", x: 334, y: 56, size: 1.5 }
    ]
    readonly property var nothing: openDoor.concat([{ is: "cross", x: 360, y: 70 }])
    readonly property var calling: [
        { is: "person", x: 110, y: 50, size: 1.1 }, { is: "call", x: 250, y: 40, size: 2 }
    ]
    readonly property var later: [
        { is: "door", x: 70, y: 25 }, { is: "clock", x: 310, y: 48, size: 1.25 }
    ]
    readonly property var proving: [
        { is: "door", x: 60, y: 25 }, { is: "number", x: 60, y: 58, of: [190, 84] },
        { is: "phone", x: 294, y: 30, size: 1.05 }, { is: "badge", x: 388, y: 58, size: 0.9 }
    ]
    readonly property var waiting: [
        { is: "box", x: 92, y: 82, size: 0.95 }, { is: "box", x: 206, y: 82, size: 0.95 }, { is: "box", x: 148, y: 20, size: 0.95 },
        { is: "person", x: 340, y: 62, size: 1.05 }
    ]
    readonly property var giving: [
        { is: "person", x: 76, y: 62, size: 1.05 }, { is: "arrow", x: 196, y: 92 }, { is: "message", x: 306, y: 42, size: 1.1 },
        { is: "person", x: 394, y: 96, size: 0.8 }
    ]
    /** A parcel stays with who brought it. */
    readonly property var keepIt: [
        { is: "door", x: 60, y: 25 }, { is: "cross", x: 222, y: 8 }, { is: "courier", x: 316, y: 40, size: 1.2 }
    ]
    readonly property var battery: [
        { is: "own", x: 150, y: 50, of: [190, 100], layers: [
            ["steel", "ink", 1, "M8 1 H158 a7 7 0 0 1 7 7 V92 a7 7 0 0 1 -7 7 H8 a7 7 0 0 1 -7 -7 V8 a7 7 0 0 1 7 -7 Z M165 32 H180 V68 H165"],
            ["wait", "none", 0, "M14 14 H46 V86 H14 Z"]
        ] }
    ]
    readonly property var serviced: [
        { is: "door", x: 60, y: 25 },
        { is: "own", x: 320, y: 50, of: [24, 24], size: 4.6, layers: [
            ["steel", "ink", 1, "M14.5 6.5a4.5 4.5 0 0 1 5.5-2.5l-2.8 2.8 2 2L22 6a4.5 4.5 0 0 1-6 6L7.5 20.5a2.5 2.5 0 0 1-3.5-3.5L12.5 8.5Z"]
        ] }
    ]
    /** A low door, and an arrow down to it. */
    readonly property var low: [
        { is: "own", x: 120, y: 10, of: [120, 180], layers: [
            ["steel", "ink", 1, "M4 1 H116 a3 3 0 0 1 3 3 V176 a3 3 0 0 1 -3 3 H4 a3 3 0 0 1 -3 -3 V4 a3 3 0 0 1 3 -3 Z"],
            ["paper", "ink", 1, "M12 12 H108 V44 H12 Z M12 52 H108 V84 H12 Z M12 92 H108 V124 H12 Z"],
            ["accent", "accentLine", 1, "M12 132 H108 V168 H12 Z"]
        ] },
        { is: "arrow", x: 262, y: 90, turn: 90 }, { is: "tick", x: 276, y: 20 }
    ]
}
