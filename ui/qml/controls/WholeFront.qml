import QtQuick
import theme

/** The whole of a wide cabinet as a strip: which part of it is shown above, and where in it the door is. */
Item {
    id: whole
    objectName: "wholeFront"

    /** As `CabinetPicture` has them: the plan, the part that is shown, in centimetres, and the door that is meant. */
    required property var plan
    required property var part
    required property var door

    readonly property real centimetre: width > 0 ? Math.min(width / plan.width, height / plan.height) : 0
    readonly property real from: (width - plan.width * centimetre) / 2

    Canvas {
        anchors.fill: parent
        readonly property var ingredients: [whole.plan, whole.centimetre, Theme.steel, Theme.door]

        renderStrategy: Canvas.Immediate
        onIngredientsChanged: requestPaint()
        onPaint: {
            const to = getContext("2d"), scale = whole.centimetre, plan = whole.plan
            to.reset()
            to.translate(whole.from, 0)
            to.fillStyle = Theme.steel
            to.fillRect(0, 0, plan.width * scale, plan.height * scale)
            to.fillStyle = Theme.door
            for (const door of plan.doors)
                to.fillRect(door.left * scale + 0.5, (plan.height - door.bottom - door.height) * scale + 0.5,
                            Math.max(0.5, door.width * scale - 1), Math.max(0.5, door.height * scale - 1))
            const panel = plan.panel
            to.fillStyle = "#14181D"
            to.fillRect(panel.left * scale, (plan.height - panel.bottom - panel.height) * scale,
                        panel.width * scale, panel.height * scale)
        }
    }
    // What is shown above.
    Rectangle {
        x: whole.from + whole.part.left * whole.centimetre - Theme.unit
        y: -Theme.unit
        width: whole.part.width * whole.centimetre + 2 * Theme.unit
        height: whole.plan.height * whole.centimetre + 2 * Theme.unit
        radius: 0.8 * Theme.unit
        color: "transparent"
        border.width: 0.5 * Theme.unit
        border.color: Theme.ink
    }
    // Never too small to be seen.
    Rectangle {
        readonly property real least: Math.max(1.2 * Theme.unit, 4)
        readonly property real wide: whole.door ? Math.max(least, whole.door.width * whole.centimetre) : 0
        readonly property real high: whole.door ? Math.max(least, whole.door.height * whole.centimetre) : 0
        visible: wide > 0
        x: whole.door ? whole.from + (whole.door.left + whole.door.width / 2) * whole.centimetre - wide / 2 : 0
        y: whole.door ? (whole.plan.height - whole.door.bottom - whole.door.height / 2) * whole.centimetre - high / 2 : 0
        width: wide
        height: high
        color: Theme.marked
    }
}
