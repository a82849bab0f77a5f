import QtQuick
import theme

/** The doors of the cabinet's picture as one painting: two thousand cost about as much as twenty. */
Canvas {
    id: painting

    /** As `CabinetPicture` has them. */
    required property var places
    /** Doors that are not painted. */
    required property var apart
    required property var marked
    required property var open
    required property bool numbered
    required property var hingeOf
    /** What is left and right of the front, for leaves that are open. */
    required property real margin

    readonly property var ingredients: [
        places, apart, marked, open, numbered, margin, Theme.door, Theme.doorInk, Theme.marked, Theme.markedInk,
        Theme.accentDeep
    ]

    renderStrategy: Canvas.Immediate
    onIngredientsChanged: requestPaint()
    onPaint: {
        const to = getContext("2d")
        to.reset()
        to.translate(margin, 0)
        to.textAlign = "center"
        to.textBaseline = "middle"
        const apart = new Set(painting.apart), marked = new Set(painting.marked), open = new Set(painting.open)
        for (const place of places) {
            if (apart.has(place.label)) continue
            const asked = marked.has(place.label)
            filled(to, place, 0, Theme.door)
            if (asked) filled(to, place, Math.max(1, Math.min(0.45 * Theme.unit, 0.12 * place.height)), Theme.marked)
            if (place.number > 0 && (asked || numbered)) named(to, place, asked)
        }
        for (const place of places)
            if (open.has(place.label)) swung(to, place)
    }

    function filled(to: var, place: var, rim: real, colour: color): void {
        const radius = Math.max(0, Math.min(0.7 * Theme.unit, place.height / 3) - rim)
        to.fillStyle = colour
        to.beginPath()
        to.roundedRect(place.x + rim, place.y + rim, place.width - 2 * rim, place.height - 2 * rim, radius, radius)
        to.fill()
    }

    function named(to: var, place: var, asked: bool): void {
        to.font = `${asked ? "bold " : ""}${place.number}px "${Application.font.family}", sans-serif`
        to.fillStyle = asked ? Theme.markedInk : Theme.doorInk
        to.fillText(place.label, place.x + place.width / 2, place.y + place.height / 2)
    }

    /** Its leaf, wide open, as `CabinetDoor` has it. */
    function swung(to: var, place: var): void {
        const right = hingeOf(place.label) === "right"
        const edge = place.x + (right ? place.width : 0)
        const reach = edge + place.width * Math.cos(1.83) * (right ? -1 : 1)
        const nearer = Math.min(0.14 * place.height, 1.6 * Theme.unit)
        to.fillStyle = Theme.accentDeep
        to.beginPath()
        to.moveTo(edge, place.y)
        to.lineTo(reach, place.y - nearer)
        to.lineTo(reach, place.y + place.height + nearer)
        to.lineTo(edge, place.y + place.height)
        to.closePath()
        to.fill()
    }
}
