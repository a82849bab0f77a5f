import QtQuick
import theme

/** The cabinet's picture while the machine works through its doors: they light up one after the other.

    Where it is known which doors are done, these have their light; else it goes on from door to door, and begins anew.
*/
Item {
    id: lights
    objectName: "doorLights"

    required property var cabinet
    /** The labels of the doors that are worked through, in their order; all of the cabinet where it is empty. */
    property var among: []
    /** `among` are done: all of them have their light, and nothing goes on by itself. */
    property bool known: false

    readonly property real aspect: picture.aspect
    readonly property var order: {
        const asked = new Set(among)
        return among.length > 0 || known ? picture.places.filter(place => asked.has(place.label)) : picture.places
    }
    /** Doors that light up at once: a large cabinet takes no longer than a small one. */
    readonly property int pace: Math.max(1, Math.ceil(order.length / 40))
    readonly property int steps: Math.ceil(order.length / pace)
    property int step: 0
    /** How many have their light. What may not move shows some that have it and some that have not. */
    readonly property int lit: known ? order.length : Theme.motion ? Math.min(order.length, step * pace)
                                                                   : Math.ceil(0.4 * order.length)

    implicitHeight: picture.implicitHeight
    onOrderChanged: step = 0

    Timer {
        interval: Math.max(120, Math.min(400, 6000 / Math.max(1, lights.steps)))
        repeat: true
        running: Theme.motion && lights.visible && !lights.known
        // All of them stay lit for a moment before the first goes on anew.
        onTriggered: lights.step = lights.step < lights.steps + 3 ? lights.step + 1 : 0
    }
    CabinetPicture {
        id: picture
        anchors.fill: parent
        cabinet: lights.cabinet
    }
    Canvas {
        id: painting
        readonly property var ingredients: [lights.order, lights.lit, Theme.marked, Theme.markedInk]

        x: picture.frontX
        y: picture.frontY
        width: picture.drawnWidth
        height: picture.drawnHeight
        renderStrategy: Canvas.Immediate
        onIngredientsChanged: requestPaint()
        onPaint: {
            const to = getContext("2d")
            to.reset()
            to.lineCap = "round"
            to.lineJoin = "round"
            for (const place of lights.order.slice(0, lights.lit))
                lights.light(to, place)
        }
    }

    /** A door with its light: filled, and with a tick where there is room for one. */
    function light(to: var, place: var): void {
        const rim = Math.max(1, Math.min(0.35 * Theme.unit, 0.12 * place.height))
        const radius = Math.max(0, Math.min(0.7 * Theme.unit, place.height / 3) - rim)
        to.fillStyle = Theme.marked
        to.beginPath()
        to.roundedRect(place.x + rim, place.y + rim, place.width - 2 * rim, place.height - 2 * rim, radius, radius)
        to.fill()
        const side = Math.min(0.7 * place.height, 0.5 * place.width, 4 * Theme.unit)
        if (side < Theme.unit)
            return
        to.save()
        to.translate(place.x + (place.width - side) / 2, place.y + (place.height - side) / 2)
        to.scale(side / 24, side / 24)
        to.strokeStyle = Theme.markedInk
        to.lineWidth = 3
        to.path = Icons.tick
        to.stroke()
        to.restore()
    }
}
