pragma ComponentBehavior: Bound

import QtQuick
import theme

/** A kind of column to choose: its doors to scale, standing on the floor as they will, and its name below. */
PushButton {
    id: choice

    required property var offer
    /** The height of the tallest column, in centimetres from the floor. */
    required property real highest
    /** How high the drawing is. */
    property real drawn: 30 * Theme.unit
    /** Where there is little height the drawing is beside the name. */
    readonly property bool aside: drawn < 12 * Theme.unit

    readonly property real high: aside ? height - 2 * Theme.unit : drawn
    readonly property real scaleBy: high / highest
    readonly property real middle: aside ? (mirrored ? width - leftPadding - leadRoom / 2 : leftPadding + leadRoom / 2) : width / 2
    readonly property real floor: aside ? height - Theme.unit : drawn + 2 * Theme.unit

    enabled: offer.fits
    centred: true
    labelSize: Theme.note * 1.07
    sub: offer.fits ? "" : offer.few_channels ? qsTr("too few channels left") : qsTr("doesn't fit here")
    leadRoom: aside ? 9 * Theme.unit : 0
    pad: (aside ? 2 : 1) * Theme.unit
    topPadding: aside ? 0 : drawn + 2 * Theme.unit
    implicitHeight: (aside ? Math.max(Theme.target, contentItem.implicitHeight + 2 * Theme.unit) : drawn + 2 * Theme.unit + Math.max(9 * Theme.unit, contentItem.implicitHeight + 2 * Theme.unit))

    Rectangle {
        x: choice.middle - width / 2
        y: choice.floor
        width: choice.aside ? 0 : 12 * Theme.unit
        height: Theme.hairline
        color: Theme.edge
    }
    Repeater {
        model: choice.offer.doors

        Rectangle {
            required property var modelData
            readonly property real wide: Math.min((choice.aside ? 7 : 14) * Theme.unit, modelData.width * choice.scaleBy)
            x: choice.middle - wide / 2
            y: choice.floor - (modelData.bottom + modelData.height) * choice.scaleBy
            width: wide
            height: Math.max(1, modelData.height * choice.scaleBy - 1)
            radius: choice.aside ? 0 : 0.4 * Theme.unit
            color: choice.enabled ? Theme.door : Theme.paper
            border.width: 1
            border.color: choice.enabled ? Theme.steel : Theme.offEdge
        }
    }
}
