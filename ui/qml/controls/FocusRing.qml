import QtQuick
import theme

/** Where the keys are: a ring around the control, with a gap so that it is seen on every ground. */
Rectangle {
    property bool shown: false
    property real around: Theme.radius

    anchors.fill: parent
    anchors.margins: -1.4 * Theme.unit
    visible: shown
    color: "transparent"
    radius: around + 1.4 * Theme.unit
    border.width: 0.8 * Theme.unit
    border.color: Theme.focus
}
