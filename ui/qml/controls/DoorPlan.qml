pragma ComponentBehavior: Bound

import QtQuick
import theme
import "fitting.js" as Fitting

/** The cabinet's picture as a control: a touch chooses the door nearest to it. Whatever is done so can be done by
    buttons as well, within reach. */
Item {
    id: control

    required property var cabinet
    /** The state of doors, by their labels; see `PlanSigns`. */
    property var kinds: ({})
    /** The door that is chosen; empty for none. */
    property string chosen
    property list<string> open: []
    /** Only these can be chosen; all where it is empty. */
    property var among: []

    signal touched(string label)

    /** The label of the door nearest to a point of the plan, empty where none is near. */
    function nearest(x: real, y: real): string {
        if (picture.inPart && y > picture.frontY + picture.drawnHeight + Theme.unit)
            return beneath(x)
        let best = "", least = Theme.least / 2
        for (const place of picture.places) {
            if (among.length > 0 && !among.includes(place.label))
                continue
            const across = Math.max(picture.frontX + place.x - x, 0, x - picture.frontX - place.x - place.width)
            const along = Math.max(picture.frontY + place.y - y, 0, y - picture.frontY - place.y - place.height)
            const away = Math.hypot(across, along)
            if (away < least) {
                best = place.label
                least = away
            }
        }
        return best
    }

    /** The first door of the column at a point of the strip that shows the whole of a wide cabinet. */
    function beneath(x: real): string {
        const at = picture.along(x)
        let best = "", least = Infinity
        for (const door of picture.plan.doors) {
            const away = Math.abs(door.left + door.width / 2 - at)
            if (away < least && (among.length === 0 || among.includes(door.label))) {
                best = door.label
                least = away
            }
        }
        return best
    }

    CabinetPicture {
        id: picture
        anchors.fill: parent
        cabinet: control.cabinet
        marked: control.chosen ? [control.chosen] : []
        open: control.open
    }
    PlanSigns {
        x: picture.frontX
        y: picture.frontY
        width: picture.drawnWidth
        height: picture.drawnHeight
        places: picture.places
        kinds: control.kinds
        marked: control.chosen ? [control.chosen] : []
    }
    MouseArea {
        anchors.fill: picture
        onClicked: event => {
            const label = control.nearest(event.x, event.y)
            if (label && Fitting.page(control)?.settled && !Fitting.page(control)?.asleep)
                control.touched(label)
        }
    }
}
