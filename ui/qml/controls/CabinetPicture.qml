pragma ComponentBehavior: Bound

import QtQuick
import theme

/** The cabinet's front to scale, with the screen where it is. Left stays left in every language.

    However many doors there are, they are one painting; only the few that matter now are items of their own.
*/
Item {
    id: picture
    objectName: "cabinetPicture"

    required property var cabinet
    /** Doors that matter now, and those of them that stand open. */
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
    readonly property real centimetre: Math.max(0, Math.min((width - 2 * aside) / plan.width,
                                                            (height - frame) / plan.height))
    readonly property real drawnWidth: plan.width * centimetre
    readonly property real drawnHeight: plan.height * centimetre
    property bool lit: true

    readonly property real middle: plan.panel.left + plan.panel.width / 2 + 1

    /** More doors than these are only painted: none swings or blinks, and none has a sign of its own. */
    readonly property int most: 12
    readonly property bool few: asked().length <= most
    /** Where each door is on the front, and the size of its number, 0 where that can't be read. */
    readonly property var places: placed(plan, centimetre, widths)
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

    /** Which way a door lies from the screen: degrees clockwise from the right, in eighths of a turn. */
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

    function placed(plan: var, scale: real, widths: var): var {
        const below = plan.height * scale, size = metrics.font.pixelSize
        return plan.doors.map((door, index) => {
            const inset = Math.max(1, Math.min(0.35 * Theme.unit, 0.12 * door.height * scale))
            // On whole pixels, so that the steel between two doors of a wide cabinet is a line and no haze.
            const x = Math.round(door.left * scale + inset)
            const y = Math.round(below - (door.bottom + door.height) * scale + inset)
            const width = Math.max(2, Math.round((door.left + door.width) * scale - inset) - x)
            const height = Math.max(2, Math.round(below - door.bottom * scale - inset) - y)
            const fits = widths[index] + 0.8 * Theme.unit < width && 0.8 * size + 0.4 * Theme.unit < height
            return { label: door.label, x: x, y: y, width: width, height: height,
                     number: fits ? size : 0, wide: widths[index] }
        })
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
    Component.onCompleted: chosen()

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
        x: Math.round((parent.width - width) / 2)
        y: Math.round((parent.height - height) / 2)
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
                place: picture.places[picture.plan.at.get(label)] ?? Qt.rect(0, 0, 0, 0)
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
            x: place.left * picture.centimetre
            y: picture.drawnHeight - (place.bottom + place.height) * picture.centimetre
            width: place.width * picture.centimetre
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
}
