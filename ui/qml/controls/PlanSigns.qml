import QtQuick
import theme
import "match.js" as Match

/** Signs and patterns over the doors of a plan: the state of each, for eyes that tell no colours apart.
    `places`: as `CabinetPicture` has them. `kinds`: by a door's label, one of those below; others have no sign. */
Canvas {
    id: signs

    required property var places
    required property var kinds
    /** Doors that are filled with the accent. */
    property var marked: []

    readonly property var tones: [
        Theme.done, Theme.wait, Theme.stop, Theme.quiet, Theme.door, Theme.signInk, Theme.markedInk, Theme.marked
    ]
    readonly property var ingredients: [places, kinds, marked, tones]

    renderStrategy: Canvas.Immediate
    onIngredientsChanged: requestPaint()
    onPaint: {
        const to = getContext("2d")
        to.reset()
        to.lineCap = "round"
        to.lineJoin = "round"
        const marked = new Set(signs.marked)
        for (const place of places) {
            const kind = kinds?.[place.label]
            if (kind)
                sign(to, place, kind, marked.has(place.label))
        }
    }

    function toneOf(kind: string): color {
        return Match.of(kind, {
            "in_use known task": Theme.quiet, "in_doubt slow open": Theme.wait, "out down missing": Theme.stop
        })
    }
    function pathOf(kind: string): string {
        return Match.of(kind, {
            in_use: Icons.parcel, known: Icons.tick, task: Icons.wrench, in_doubt: Icons.bang, slow: Icons.clock,
            open: Icons.door, out: Icons.wrench, down: Icons.plug, missing: Icons.cross
        })
    }

    function sign(to: var, place: var, kind: string, asked: bool): void {
        const tone = toneOf(kind), quiet = kind === "in_use" || kind === "known"
        const side = Math.min(0.8 * place.height, 0.28 * place.width, 5 * Theme.unit)
        const gap = Math.min(0.5 * (place.height - side), 0.8 * Theme.unit)
        const y = place.y + (place.height - side) / 2
        if (!quiet)
            pattern(to, place, kind, asked ? Theme.markedInk : tone)
        if (side < 1.6 * Theme.unit)
            return
        if (!quiet) {
            to.fillStyle = tone
            to.beginPath()
            to.roundedRect(place.x + gap, y, side, side, 0.25 * side, 0.25 * side)
            to.fill()
        }
        to.save()
        to.translate(place.x + gap + 0.14 * side, y + 0.14 * side)
        to.scale(0.72 * side / 24, 0.72 * side / 24)
        to.strokeStyle = quiet ? asked ? Theme.markedInk : tone : Theme.signInk
        to.lineWidth = 2.6
        to.path = pathOf(kind)
        to.stroke()
        to.restore()
    }

    /** The last quarter of the door: strokes, crosses, dots or lines. */
    function pattern(to: var, place: var, kind: string, tone: color): void {
        const inset = Math.max(1, Math.min(0.6 * Theme.unit, 0.15 * place.height))
        const left = place.x + 0.76 * place.width, right = place.x + place.width - inset
        const top = place.y + inset, bottom = place.y + place.height - inset, step = 1.4 * Theme.unit
        to.save()
        to.beginPath()
        to.rect(left, top, right - left, bottom - top)
        to.clip()
        to.strokeStyle = tone
        to.fillStyle = tone
        to.lineWidth = Math.max(1, 0.3 * Theme.unit)
        to.beginPath()
        const high = bottom - top
        if (kind === "in_doubt" || kind === "task") {
            for (let x = left + 0.5 * step; x < right; x += step)
                for (let y = top + 0.5 * step; y < bottom; y += step)
                    to.rect(x - 0.25 * step, y - 0.25 * step, 0.45 * step, 0.45 * step)
            to.fill()
        } else if (kind === "slow" || kind === "open") {
            for (let y = top + 0.5 * step; y < bottom; y += step) {
                to.moveTo(left, y)
                to.lineTo(right, y)
            }
            to.stroke()
        } else {
            for (let x = left - high; x < right; x += step) {
                to.moveTo(x, bottom)
                to.lineTo(x + high, top)
                if (kind === "down") {
                    to.moveTo(x, top)
                    to.lineTo(x + high, bottom)
                }
            }
            to.stroke()
        }
        to.restore()
    }
}
