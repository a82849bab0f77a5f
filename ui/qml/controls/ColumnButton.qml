pragma ComponentBehavior: Bound

import QtQuick
import theme

/** A kind of column to choose: its doors to scale, from the top down. */
PushButton {
    id: choice

    required property var offer
    /** The height of the tallest column, in centimetres from the floor. */
    required property real highest

    readonly property real scaleBy: (height - 2 * Theme.unit) / highest

    enabled: offer.fits
    centred: true
    sub: offer.fits ? "" : offer.few_channels ? qsTr("too few channels left") : qsTr("doesn't fit here")
    leadRoom: 9 * Theme.unit
    pad: 2 * Theme.unit

    Repeater {
        model: choice.offer.doors

        Rectangle {
            required property var modelData
            readonly property real wide: Math.min(7 * Theme.unit, modelData.width * choice.scaleBy)
            x: choice.mirrored ? choice.width - choice.leftPadding - choice.leadRoom / 2 - wide / 2
                               : choice.leftPadding + choice.leadRoom / 2 - wide / 2
            y: choice.height - Theme.unit - (modelData.bottom + modelData.height) * choice.scaleBy
            width: wide
            height: Math.max(1, modelData.height * choice.scaleBy - 1)
            color: choice.enabled ? Theme.door : Theme.paper
            border.width: 1
            border.color: choice.enabled ? Theme.edge : Theme.offEdge
        }
    }
}
