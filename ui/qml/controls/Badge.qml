import QtQuick
import "../theme"

/** How it went, at a glance. `kind`: done, wait, stop or info. */
Rectangle {
    id: badge

    property string kind: "info"
    property string path: kind === "done" ? Icons.tick : kind === "stop" ? Icons.cross : kind === "wait" ? Icons.bang
                                                                                       : Icons.letterI

    implicitWidth: 22 * Theme.unit
    implicitHeight: implicitWidth
    radius: width / 2
    color: kind === "done" ? Theme.done : kind === "wait" ? Theme.wait : kind === "stop" ? Theme.stop : Theme.accent

    border.width: kind === "info" && Theme.rimmed ? 2 * Theme.hairline : 0
    border.color: Theme.accentEdge

    Icon {
        anchors.centerIn: parent
        size: badge.width * 0.62
        weight: badge.width < 10 * Theme.unit ? 2.6 : 2.2
        tone: badge.kind === "info" ? Theme.accentInk : Theme.signInk
        path: badge.path
    }
}
