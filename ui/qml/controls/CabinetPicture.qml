pragma ComponentBehavior: Bound

import QtQuick
import theme

/** The cabinet's front to scale, with the screen where it is. Left stays left in every language.

    However many doors there are, they are one painting; only the few that matter now are items of their own.
    A cabinet too wide for the numbers of its doors is shown in part, where one door is meant: that around it, and
    below it the whole.
*/
Item {
    id: picture
    objectName: "cabinetPicture"

    required property var cabinet
    /** Doors that matter now, and those of them that are open. */
    property list<string> marked: []
    property list<string> open: []
    property bool numbered: true
    /** Open doors are seen to swing open when the picture appears. */
    property bool swings: false

    // Whoever reads `cabinet` gets a copy of the whole of it: once here, and nowhere else.
    readonly property var plan: taken(cabinet)
    readonly property real aspect: plan.width / plan.height
    readonly property real frame: 1.2 * Theme.unit
    // A leaf swings out over the edge.
    readonly property real aside: 4 * Theme.unit
    /** The door that is meant, undefined where that is not one. */
    readonly property var meant: marked.length === 1 ? plan.doors[plan.at.get(marked[0])] : undefined
    readonly property real wholly: Math.max(0, Math.min((width - 2 * aside) / plan.width, (height - frame) / plan.height))
    /** What the strip that shows the whole takes, with the air around it. */
    readonly property real strip: Math.min(10 * Theme.unit, plan.height * (width - 2 * aside) / plan.width) + 4 * Theme.unit
    /** As large as the smallest number needs it, if all of the height can be seen then. */
    readonly property real nearby: Math.min(1.1 * leastScale(plan, widths), (height - frame - strip) / plan.height)
    /** Only where that makes doors a good deal larger: who sees the whole knows better where to go. */
    readonly property bool inPart: meant !== undefined && nearby > 1.3 * wholly
    readonly property real centimetre: inPart ? nearby : wholly
    /** What is shown of the front, in centimetres from its left; it stays where the door that is meant is in it. */
    property var part: ({ left: 0, width: 0 })
    readonly property var wanted: [plan, meant, inPart, centimetre, width]
    readonly property real drawnWidth: part.width * centimetre
    readonly property real drawnHeight: plan.height * centimetre
    readonly property real frontX: Math.round((width - drawnWidth) / 2)
    readonly property real frontY: Math.round((height - (inPart ? strip : 0) - drawnHeight) / 2)
    property bool lit: true

    readonly property real middle: plan.panel.left + plan.panel.width / 2 + 1

    /** More doors than these are only painted: none swings or blinks, and none has a sign of its own. */
    readonly property int most: 12
    readonly property bool few: asked().length <= most
    /** Where each door is on the front, and the size of its number, 0 where that can't be read. */
    readonly property var places: placed(plan, centimetre, widths, part)
    readonly property var placeOf: new Map(places.map(place => [place.label, place]))
    readonly property var widths: wide(plan, metrics.font.pixelSize)

    function taken(cabinet: var): var {
        const doors = Array.from(cabinet.doors, d => ({
            label: d.label, left: d.left, bottom: d.bottom, width: d.width, height: d.height, hinge: d.hinge
        }))
        const panel = cabinet.panel
        return {
            width: cabinet.width, height: cabinet.height, doors: doors,
            panel: { left: panel.left, bottom: panel.bottom, width: panel.width, height: panel.height },
            at: new Map(doors.map((door, index) => [door.label, index]))
        }
    }

    /** The side on which a door hangs: away from the screen, where the site does not say. */
    function hingeOf(label: string): string {
        const door = plan.doors[plan.at.get(label)]
        return !door ? "left" : door.hinge ?? (door.left + door.width / 2 > middle ? "right" : "left")
    }

    /** Which way a door is from the screen: degrees clockwise from the right, in eighths of a turn. */
    function towards(label: string): real {
        const door = plan.doors[plan.at.get(label)]
        if (!door)
            return 0
        const across = door.left + door.width / 2 - middle + 1
        const up = door.bottom + door.height / 2 - plan.panel.bottom - plan.panel.height / 2
        return (Math.round(Math.atan2(-up, across) / (Math.PI / 4)) * 45 + 360) % 360
    }

    function asked(): var {
        return [...new Set([...marked, ...open])].filter(label => plan.at.has(label))
    }

    function wide(plan: var, size: int): var {
        return plan.doors.map(door => metrics.advanceWidth(door.label))
    }

    /** Pixels a centimetre at which each door has its number. */
    function leastScale(plan: var, widths: var): real {
        const high = 0.8 * metrics.font.pixelSize + 1.1 * Theme.unit
        return plan.doors.reduce((most, door, index) =>
            Math.max(most, high / door.height, (widths[index] + 1.5 * Theme.unit) / door.width), 0)
    }

    function divide(): void {
        const room = (width - 2 * aside) / centimetre
        if (!inPart || !(room > 0)) {
            part = { left: 0, width: plan.width }
            return
        }
        const wide = Math.min(plan.width, room)
        const stays = Math.abs(part.width - wide) < 0.01 && part.left + part.width <= plan.width + 0.01
            && meant.left >= part.left && meant.left + meant.width <= part.left + part.width
        if (stays)
            return
        const ideal = Math.max(0, Math.min(plan.width - wide, meant.left + (meant.width - wide) / 2))
        // It begins with a whole column, unless the door would leave it at the other end.
        const edges = plan.doors.map(door => door.left - 1).filter(edge => edge <= ideal && edge > ideal - 60)
        const snapped = ideal < plan.width - wide && edges.length > 0 ? Math.max(0, ...edges) : ideal
        part = { left: meant.left + meant.width <= snapped + wide ? snapped : ideal, width: wide }
    }

    function placed(plan: var, scale: real, widths: var, part: var): var {
        const below = plan.height * scale, size = metrics.font.pixelSize
        const places = []
        plan.doors.forEach((door, index) => {
            const inset = Math.max(1, Math.min(0.35 * Theme.unit, 0.12 * door.height * scale))
            // On whole pixels, so that the steel between two doors of a wide cabinet is a line and no haze.
            const x = Math.max(0, Math.round((door.left - part.left) * scale + inset))
            const y = Math.round(below - (door.bottom + door.height) * scale + inset)
            const end = Math.min(part.width * scale, Math.round((door.left + door.width - part.left) * scale - inset))
            if (end <= x && (door.left >= part.left + part.width || door.left + door.width <= part.left))
                return
            const width = Math.max(2, end - x)
            const height = Math.max(2, Math.round(below - door.bottom * scale - inset) - y)
            const fits = widths[index] + 0.8 * Theme.unit < width && 0.8 * size + 0.4 * Theme.unit < height
            places.push({ label: door.label, x: x, y: y, width: width, height: height,
                          number: fits ? size : 0, wide: widths[index] })
        })
        return places
    }

    /** Which doors are items: those that stay keep theirs, and what moves there goes on. */
    function chosen(): void {
        const all = asked(), now = new Set(all.length > most ? [] : all)
        for (let i = items.count - 1; i >= 0; --i)
            if (!now.delete(items.get(i).label)) items.remove(i)
        for (const label of now) items.append({ label: label })
    }

    onMarkedChanged: chosen()
    onOpenChanged: chosen()
    onPlanChanged: {
        items.clear()
        chosen()
    }
    onWantedChanged: divide()
    Component.onCompleted: {
        divide()
        chosen()
    }

    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true
    implicitHeight: 86 * Theme.unit
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("Picture of the locker")

    Timer {
        interval: 500
        repeat: true
        running: Theme.motion && picture.visible && picture.open.length > 0
        onTriggered: picture.lit = !picture.lit
        onRunningChanged: picture.lit = true
    }

    FontMetrics {
        id: metrics
        // Numbers below this can't be read from where one stands.
        font.pixelSize: Math.max(1, Math.floor(3 * Theme.unit))
    }

    Item {
        id: front
        objectName: "cabinetFront"
        x: picture.frontX
        y: picture.frontY
        width: picture.drawnWidth
        height: picture.drawnHeight

        Rectangle {
            anchors.fill: parent
            anchors.margins: -0.8 * Theme.unit
            radius: 1.2 * Theme.unit
            color: Theme.steel
        }
        Rectangle {
            x: -picture.aside
            y: parent.height + 0.8 * Theme.unit
            width: parent.width + 2 * picture.aside
            height: Theme.hairline
            color: Theme.edge
        }
        PaintedDoors {
            anchors.fill: parent
            anchors.leftMargin: -margin
            anchors.rightMargin: -margin
            margin: picture.aside
            places: picture.places
            apart: picture.few ? picture.asked() : []
            marked: picture.few ? [] : picture.asked()
            open: picture.few ? [] : picture.open
            numbered: picture.numbered
            hingeOf: label => picture.hingeOf(label)
        }
        Repeater {
            model: ListModel { id: items }

            CabinetDoor {
                required property string label
                number: label
                place: picture.placeOf.get(label) ?? Qt.rect(0, 0, 0, 0)
                visible: place.width > 0
                marked: picture.marked.includes(label) || ajar
                ajar: picture.open.includes(label)
                alone: picture.marked.length < 2
                lit: picture.lit
                numbered: picture.numbered
                swings: picture.swings
                hinge: picture.hingeOf(label)
                z: 2
            }
        }
        Rectangle {
            id: panel
            readonly property var place: picture.plan.panel
            z: 1
            readonly property real from: Math.max(0, place.left - picture.part.left)
            readonly property real end: Math.min(picture.part.width, place.left + place.width - picture.part.left)
            visible: end > from
            x: from * picture.centimetre
            y: picture.drawnHeight - (place.bottom + place.height) * picture.centimetre
            width: (end - from) * picture.centimetre
            height: place.height * picture.centimetre
            radius: 0.8 * Theme.unit
            color: Theme.contrast ? "#000000" : "#14181D"
            border.width: Theme.dark ? Theme.hairline : 0
            border.color: Theme.edge

            Icon {
                anchors.centerIn: parent
                size: Math.min(parent.width, parent.height) * 0.5
                path: Icons.person
                tone: "#FFFFFF"
                weight: 1.8
            }
        }
    }
    /** How far from the left of the front, in centimetres, a point of that strip is. */
    function along(x: real): real {
        const strip = below.item as WholeFront
        return strip ? (x - below.x - strip.from) / strip.centimetre : 0
    }

    Loader {
        id: below
        x: picture.aside
        y: picture.frontY + picture.drawnHeight + 2.5 * Theme.unit
        width: picture.width - 2 * picture.aside
        height: picture.strip - 4 * Theme.unit
        active: picture.inPart
        sourceComponent: WholeFront {
            plan: picture.plan
            part: picture.part
            door: picture.meant
        }
    }
}
