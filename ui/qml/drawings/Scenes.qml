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
        return before(beside, { is: "phone", x: 76, y: 26, size: 1.12 }, { is: "scanner", x: 262, y: 50, size: 1.1 })
    }
    /** A badge before what reads it. */
    function badging(beside: string): var {
        return before(beside, { is: "badge", x: 68, y: 40, size: 1.08 }, { is: "scanner", x: 262, y: 50, size: 1.1 })
    }
    /** The thing, an arrow, and what it is held to; further left where an arrow of its own says on which side that is. */
    function before(beside: string, thing: var, reader: var): var {
        return moved([thing, { is: "arrow", x: 172, y: 76, size: 0.85 }, reader], beside === "" ? 76 : 0)
    }
    function moved(parts: var, right: real): var {
        return parts.map(part => Object.assign({}, part, { x: part.x + right }))
    }
    /** One thing was shown already: what comes next. */
    function next(parts: var): var {
        return [{ is: "tick", x: 10, y: 76, size: 0.8 }].concat(parts.map(part =>
            Object.assign({}, part, { x: 70 + (part.x - 56) * 0.88, y: 100 + (part.y - 100) * 0.9, size: 0.9 * (part.size ?? 1) })))
    }
    /** The digits of a message are typed. */
    readonly property var typing: [
        { is: "message", x: 92, y: 26, size: 1.12 }, { is: "arrow", x: 196, y: 72 },
        { is: "pad", x: 306, y: 36, size: 1.1 }, { is: "finger", x: 336, y: 84 }
    ]
    /** Whoever has a badge types a code of their own. */
    readonly property var typingStaff: [{ is: "badge", x: 84, y: 38, size: 1.12 }].concat(typing.slice(1))
    /** The last digits of one's own number. */
    readonly property var typingPhone: [
        { is: "own", x: 62, y: 66, of: [118, 68], layers: [
            ["paper", "ink", 1, "M10 1 H108 a9 9 0 0 1 9 9 V58 a9 9 0 0 1 -9 9 H10 a9 9 0 0 1 -9 -9 V10 a9 9 0 0 1 9 -9 Z"],
            ["dark", "none", 0, "M18 30 h6 v6 h-6 Z M31 30 h6 v6 h-6 Z M44 30 h6 v6 h-6 Z"],
            ["accent", "none", 0, "M60 24 h8 v18 h-8 Z M72 24 h8 v18 h-8 Z M84 24 h8 v18 h-8 Z M96 24 h8 v18 h-8 Z"],
            ["none", "accent", 2, "M62 54 H102"]
        ] }
    ].concat(typing.slice(1))
    /** Digits that change with the time, from an app. */
    readonly property var typingNow: [typing[0], { is: "clock", x: 138, y: 118, size: 0.62 }].concat(typing.slice(1))
    /** Digits that were written down. */
    readonly property var typingSlip: [{ is: "slip", x: 88, y: 40, size: 1.3 }].concat(typing.slice(1))
    /** The number below the bars of a label is typed. */
    readonly property var typingLabel: [
        { is: "label", x: 34, y: 50, size: 1.38 },
        { is: "own", x: 44, y: 118, of: [112, 24], layers: [["none", "accent", 2, "M4 4 H108 V20 H4 Z"]] }
    ].concat(typing.slice(1).map(part => Object.assign({}, part, { x: part.x + (part.is === "arrow" ? 6 : 12) })))
    /** A face before the camera. */
    readonly property var looking: [
        { is: "person", x: 118, y: 40, size: 1.1 }, { is: "arrow", x: 234, y: 76, size: 0.85 }, { is: "camera", x: 326, y: 64, size: 1.15 }
    ]
    /** A code before the camera. */
    readonly property var filming: [
        { is: "phone", x: 112, y: 26, size: 1.12 }, { is: "arrow", x: 216, y: 76, size: 0.85 }, { is: "camera", x: 310, y: 62, size: 1.2 }
    ]
    readonly property var filmingBadge: [{ is: "badge", x: 104, y: 40, size: 1.08 }].concat(filming.slice(1))
    /** Two people: one is known already, the other shows a badge. */
    readonly property var twoPeople: [
        { is: "person", x: 70, y: 50, size: 1.1 }, { is: "tick", x: 142, y: 26, size: 0.8 },
        { is: "own", x: 202, y: 84, of: [40, 40], layers: [["none", "ink", 2, "M20 2 V38 M2 20 H38"]] },
        { is: "courier", x: 262, y: 44, size: 1.08 }, { is: "badge", x: 372, y: 64, size: 0.82 }
    ]
    /** Does anybody stand here? Time runs. */
    readonly property var absent: [
        { is: "person", x: 112, y: 50, size: 1.1 }, { is: "question", x: 206, y: 16, size: 1.1 }, { is: "clock", x: 290, y: 54, size: 1.15 }
    ]
    /** Who speaks how: three people's words, the world. */
    readonly property var tongues: [
        { is: "person", x: 104, y: 66, size: 1.05 },
        { is: "own", x: 214, y: 22, of: [170, 130], upright: true, layers: [
            ["paper", "ink", 1, "M18 1 H152 a17 17 0 0 1 17 17 V88 a17 17 0 0 1 -17 17 H48 L14 128 L22 105 H18 a17 17 0 0 1 -17 -17 V18 a17 17 0 0 1 17 -17 Z"],
            ["none", "accent", 2, "M85 14 a39 39 0 1 1 -0.1 0 Z"],
            ["none", "accent", 1, "M46 53 H124 M85 14 C62 34 62 72 85 92 C108 72 108 34 85 14 M54 30 C74 42 96 42 116 30 M54 76 C74 64 96 64 116 76"]
        ] }
    ]
    /** Two numbers, and which of them is on the parcel. */
    readonly property var comparing: [
        { is: "label", x: 48, y: 18, size: 1.05 }, { is: "label", x: 48, y: 108, size: 1.05 },
        { is: "question", x: 196, y: 70 }, { is: "box", x: 290, y: 40, size: 1.12 }, { is: "label", x: 301, y: 94, size: 0.42 }
    ]
    /** Every parcel of the round is behind a door. */
    readonly property var delivered: [
        { is: "own", x: 96, y: 10, of: [190, 180], layers: [
            ["steel", "ink", 1, "M4 1 H186 a3 3 0 0 1 3 3 V176 a3 3 0 0 1 -3 3 H4 a3 3 0 0 1 -3 -3 V4 a3 3 0 0 1 3 -3 Z"],
            ["accent", "accentLine", 1, "M12 12 H91 V60 H12 Z M99 12 H178 V60 H99 Z M12 68 H91 V116 H12 Z M99 68 H178 V116 H99 Z M12 124 H91 V168 H12 Z M99 124 H178 V168 H99 Z"]
        ] },
        { is: "tick", x: 236, y: 104, size: 1.5 }
    ]
    /** A round that goes home with parcels that nobody has seen. */
    readonly property var unseen: [delivered[0], { is: "question", x: 252, y: 8, size: 0.96 }, { is: "box", x: 330, y: 66 }]
    readonly property var nothingBrought: [
        { is: "own", x: 96, y: 10, of: [190, 180], layers: [
            ["steel", "ink", 1, "M4 1 H186 a3 3 0 0 1 3 3 V176 a3 3 0 0 1 -3 3 H4 a3 3 0 0 1 -3 -3 V4 a3 3 0 0 1 3 -3 Z"],
            ["paper", "accentLine", 1, "M12 12 H91 V60 H12 Z M99 12 H178 V60 H99 Z M12 68 H91 V116 H12 Z M99 68 H178 V116 H99 Z M12 124 H91 V168 H12 Z M99 124 H178 V168 H99 Z"]
        ] },
        { is: "courier", x: 316, y: 40, size: 1.14 }
    ]
    /** What was kept is gone. */
    readonly property var deleted: [
        { is: "slip", x: 150, y: 44, size: 1.25 }, { is: "cross", x: 206, y: 26, size: 0.9 }, { is: "tick", x: 290, y: 66, size: 1.15 }
    ]
    /** Kept under a key of one's own, until next time. */
    readonly property var keeping: [
        { is: "slip", x: 84, y: 44, size: 1.25 }, { is: "arrow", x: 186, y: 76, size: 0.85 }, { is: "key", x: 290, y: 78, size: 1.1 }
    ]
    /** A parcel before the reader. */
    readonly property var labelling: [
        { is: "box", x: 92, y: 44, size: 1.12 }, { is: "label", x: 103, y: 98, size: 0.42 },
        { is: "arrow", x: 236, y: 72 }, { is: "scanner", x: 350, y: 50, size: 1.1 }
    ]
    /** A parcel before the camera. */
    readonly property var filmingLabel: labelling.slice(0, 3).concat([{ is: "camera", x: 338, y: 62, size: 1.2 }])
    /** A parcel on which something is written. */
    readonly property var numbered: [{ is: "box", x: 176, y: 32, size: 1.3 }, { is: "label", x: 190, y: 96, size: 0.5 }]
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
    /** Those that brought parcels keep them while the battery is low. */
    readonly property var keepFor: [
        { is: "own", x: 76, y: 56, of: [190, 100], size: 0.9, layers: battery[0].layers }, { is: "courier", x: 310, y: 38, size: 1.16 }
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

    // What technicians are told.
    /** Something is still inside. */
    readonly property var full: [
        { is: "compartment", x: 145, y: 25 }, { is: "box", x: 182, y: 46 }, { is: "wait", x: 302, y: 6 }
    ]
    /** A door whose lock failed. */
    readonly property var failed: [
        { is: "door", x: 145, y: 25 }, { is: "number", x: 145, y: 58, of: [190, 84] }, { is: "cross", x: 302, y: 6 }
    ]
    /** Looked inside, and it was not as expected. */
    readonly property var differs: openDoor.concat([
        { is: "eye", x: 366, y: 92 }, { is: "question", x: 384, y: 14 }
    ])
    readonly property var both: [
        { is: "person", x: 66, y: 40 }, { is: "person", x: 196, y: 40 }, { is: "badge", x: 330, y: 44 }
    ]
    readonly property var notBoth: [
        { is: "person", x: 124, y: 40 }, { is: "person", x: 254, y: 40 }, { is: "cross", x: 328, y: 22 }
    ]
    /** A file, and how that went. */
    function file(sign: string): var {
        return [{ is: "slip", x: 186, y: 22, size: 1.7 }, { is: sign, x: 268, y: 122 }]
    }
    function board(sign: string): var {
        return [{ is: "board", x: 126, y: 26, size: 1.44 }, { is: sign, x: 312, y: 126 }]
    }
    /** Whatever somebody tries at a machine: what they use, and a sign of warning. */
    function tried(thing: string): var {
        const [wide, high] = Vocabulary.sizes[thing], size = Math.min(2, 164 / high)
        return [
            { is: thing, x: 218 - wide * size / 2, y: 100 - high * size / 2, size: size },
            { is: "wait", x: 296, y: 18, size: 1.1 }
        ]
    }
    /** A printer, and how it is; with no sign, what it will print. */
    function printing(sign: string): var {
        const printer = { is: "printer", x: 162, y: 28, size: 1.4 }
        return sign === "" ? [printer] : [printer, { is: sign, x: 322, y: 12 }]
    }

    // Paying.
    /** A door that opens once it is paid. */
    readonly property var payFirst: [
        { is: "card", x: 44, y: 66, size: 1.1 }, { is: "arrow", x: 180, y: 76, size: 0.9 }, { is: "door", x: 284, y: 25 }
    ]
    readonly property var payLate: [
        { is: "clock", x: 40, y: 58, size: 1.1 }, { is: "card", x: 154, y: 66, size: 1.05 }, { is: "door", x: 288, y: 25 }
    ]
    /** A card is held to the terminal. */
    readonly property var payCard: [
        { is: "card", x: 56, y: 66, size: 1.15 }, { is: "arrow", x: 196, y: 76 }, { is: "terminal", x: 312, y: 20, size: 1.06 }
    ]
    /** The PIN is typed at the terminal. */
    readonly property var payPin: [
        { is: "terminal", x: 150, y: 20, size: 1.06 }, { is: "finger", x: 236, y: 88, size: 0.86 }
    ]
    /** The terminal is at work. */
    readonly property var payWait: [
        { is: "terminal", x: 128, y: 20, size: 1.06 }, { is: "clock", x: 276, y: 62, size: 1.05 }
    ]
    readonly property var payTakeCard: [
        { is: "terminal", x: 76, y: 20, size: 1.06 }, { is: "arrow", x: 204, y: 76, size: 0.9 }, { is: "card", x: 306, y: 66, size: 1.1 }
    ]
    readonly property var payPhone: [
        { is: "phone", x: 118, y: 26, size: 1.12 }, { is: "arrow", x: 222, y: 74, size: 0.85, flip: true }, { is: "tick", x: 330, y: 68, size: 1.1 }
    ]
    readonly property var payVoucher: [{ is: "voucher", x: 52, y: 62, size: 1.2 }].concat(typing.slice(1).map(part =>
        Object.assign({}, part, { x: part.x + 8 })))
    readonly property var payRefused: [
        { is: "card", x: 74, y: 66, size: 1.15 }, { is: "cross", x: 164, y: 32 }, { is: "terminal", x: 284, y: 20, size: 1.06 }
    ]
    readonly property var payUnclear: [
        { is: "terminal", x: 84, y: 20, size: 1.06 }, { is: "question", x: 214, y: 34, size: 1.1 }, { is: "call", x: 322, y: 54, size: 1.5 }
    ]
    readonly property var payGone: [
        { is: "terminal", x: 128, y: 20, size: 1.06 }, { is: "cross", x: 262, y: 64, size: 1.1 }
    ]
    readonly property var payBack: [
        { is: "door", x: 20, y: 25, size: 0.94 }, { is: "cross", x: 150, y: 8, size: 0.9 }, { is: "arrow", x: 222, y: 76, size: 0.9 },
        { is: "card", x: 334, y: 66, size: 1.1 }
    ]
    readonly property var paid: [
        { is: "terminal", x: 128, y: 34, size: 0.88 }, { is: "tick", x: 250, y: 66, size: 1.1 }
    ]
    /** What somebody has, and what is offered for it. */
    readonly property var offer: [
        { is: "box", x: 84, y: 48, size: 1.1 }, { is: "slip", x: 258, y: 36, size: 1.16 }
    ]
    readonly property var answered: [
        { is: "slip", x: 130, y: 44, size: 1 }, { is: "tick", x: 240, y: 66, size: 1.1 }
    ]
}
