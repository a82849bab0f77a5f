import QtQuick
import theme

/** A picture of what to do, on a ground of its own. `parts`: things of the vocabulary with their places on a grid of
    480 by 200: `{ is, x, y, size, turn, flip, upright }`, or what `Scenes` has of them. Nothing of it is spoken: words say it too.

    A painting, made once: while screens slide it is only moved. */
Rectangle {
    id: drawing

    property var parts: []
    /** The other way round: a door hung at the right, or writing from the right. */
    property bool flipped: false
    /** What is written on a door that is shut. */
    property string number
    /** Where the thing really is that is drawn, seen from the screen: left, right, above, below or "". An arrow
        points there, whichever way the writing runs. */
    property string towards
    /** Cleared where it is on a ground that is there already. */
    property bool framed: true
    /** The width and height on the grid that it needs; around it there is air. */
    property real wide: 480
    property real high: 200

    readonly property real thin: 3
    readonly property real thick: 8
    readonly property var colours: [Tones.ground, Tones.ink, Tones.accent, Tones.skin, Tones.kraft, Tones.done, Tones.wait, Tones.stop]

    radius: Theme.radius
    color: framed ? Tones.ground : "transparent"
    border.width: framed && Theme.contrast ? Theme.hairline : 0
    border.color: Theme.line
    Accessible.ignored: true

    Canvas {
        id: painting
        anchors.fill: parent

        readonly property var ingredients: [drawing.parts, drawing.flipped, drawing.number, drawing.colours, drawing.wide, drawing.high]

        renderStrategy: Canvas.Immediate
        onIngredientsChanged: requestPaint()
        onWidthChanged: requestPaint()
        onHeightChanged: requestPaint()
        onPaint: {
            const to = getContext("2d")
            to.reset()
            const scale = Math.min(width / drawing.wide, height / (drawing.high + 24))
            if (!(scale > 0))
                return
            to.translate(width / 2, height / 2)
            to.scale(scale, scale)
            to.lineCap = "round"
            to.lineJoin = "round"
            for (const part of drawing.parts)
                drawing.draw(to, part)
        }
    }

    Pointer {
        visible: drawing.towards !== ""
        readonly property real side: Math.min(0.62 * drawing.height, 0.26 * drawing.width)
        x: drawing.flipped ? 0.32 * drawing.width - width : 0.68 * drawing.width
        y: (drawing.height - height) / 2
        width: side
        height: side
        angle: ({ "right": 0, below: 90, left: 180, above: 270, "": 0 })[drawing.towards]
    }

    function draw(to: var, part: var): void {
        const [wide, high] = part.of ?? Vocabulary.sizes[part.is]
        const size = part.size ?? 1
        const side = flipped ? -1 : 1
        to.save()
        to.scale(side, 1)
        to.translate(part.x - 240 + wide * size / 2, part.y - 100 + high * size / 2)
        to.rotate((part.turn ?? 0) * Math.PI / 180)
        to.scale(size * (part.flip ? -1 : 1) * (part.upright || Vocabulary.upright.includes(part.is) ? side : 1), size)
        if (part.is === "number") {
            written(to, high, side)
        } else {
            to.translate(-wide / 2, -high / 2)
            for (const [fill, line, weight, path] of part.layers ?? Vocabulary[part.is])
                laid(to, Tones[fill], Tones[line], weight, path, size)
        }
        to.restore()
    }

    function laid(to: var, fill: color, line: color, weight: int, path: string, size: real): void {
        to.path = path
        if (fill.a > 0) {
            to.fillStyle = fill
            to.fill()
        }
        if (weight > 0) {
            to.strokeStyle = line
            to.lineWidth = (weight > 1 ? thick : thin) / size
            to.stroke()
        }
    }

    /** The door's number, always the right way round. */
    function written(to: var, high: real, side: int): void {
        if (!number)
            return
        to.scale(side, 1)
        const size = Math.min(high, 2.6 * high / Math.max(1, number.length))
        to.font = `bold ${Math.round(size)}px "${Application.font.family}", sans-serif`
        to.textAlign = "center"
        to.textBaseline = "middle"
        to.fillStyle = Tones.accentInk
        to.fillText(number, 0, 0.06 * size)
    }
}
