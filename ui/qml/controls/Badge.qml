import QtQuick
import theme
import "match.js" as Match

/** How it went, at a glance. `kind`: done, wait, stop or info. */
Rectangle {
    id: badge

    property string kind: "info"
    property string path: Match.of(kind, {
        done: Icons.tick, stop: Icons.cross, wait: Icons.bang, info: Icons.letterI
    })

    implicitWidth: 22 * Theme.unit
    implicitHeight: implicitWidth
    radius: width / 2
    color: Match.of(kind, { done: Theme.done, wait: Theme.wait, stop: Theme.stop, info: Theme.accent })

    border.width: kind === "info" && Theme.rimmed ? 2 * Theme.hairline : 0
    border.color: Theme.accentEdge

    Icon {
        anchors.centerIn: parent
        size: badge.width * 0.62
        weight: badge.width < 10 * Theme.unit ? 2.6 : 2.2
        tone: Match.of(badge.kind, { info: Theme.accentInk, "done wait stop": Theme.signInk })
        path: badge.path
    }
}
