pragma ComponentBehavior: Bound

import QtQuick
import theme

/** Something in five steps: less, how much, more. Where `narrow`, its name stands above the steps. */
Item {
    id: row

    property string text
    property int step: 0
    property int least: 0
    property bool narrow: false
    readonly property int most: 5

    readonly property real gap: 2 * Theme.unit
    readonly property real button: narrow ? Theme.least : Math.max(Theme.least, 14 * Theme.unit)
    readonly property real bar: (narrow || Theme.landscape ? 2.4 : 5) * Theme.unit
    readonly property real lastAt: width - button
    readonly property real firstAt: narrow ? 0 : lastAt - 2 * gap - steps.width - button

    function x0(from: real, wide: real): real {
        return LayoutMirroring.enabled ? width - from - wide : from
    }

    signal less()
    signal more()

    readonly property real tall: Math.max(Theme.least, fewer.implicitContentHeight + Theme.unit)
    implicitHeight: Math.max(name.implicitHeight + (narrow ? steps.height + Theme.unit : 0), tall)

    Phrase {
        id: name
        x: row.x0(row.narrow ? row.button + row.gap / 2 : 0, width)
        y: row.narrow ? 0 : (row.height - height) / 2
        width: row.narrow ? row.lastAt - row.button - row.gap : row.firstAt - row.gap
        text: row.text
        size: row.narrow ? Theme.note : Theme.body
        strong: true
        horizontalAlignment: row.narrow ? Text.AlignHCenter : Text.AlignLeft
    }
    PushButton {
        id: fewer
        x: row.x0(row.firstAt, width)
        y: (row.height - height) / 2
        width: row.button
        height: row.tall
        pad: Theme.unit
        centred: true
        enabled: row.step > row.least
        text: "−"
        Accessible.name: qsTr("Less: %1").arg(row.text)
        onClicked: row.less()
    }
    Row {
        id: steps
        x: row.x0(row.narrow ? (row.width - width) / 2 : row.firstAt + row.button + row.gap, width)
        y: row.narrow ? row.height - height : (row.height - height) / 2
        height: (row.narrow ? 6.3 : 10) * Theme.unit
        spacing: 0.8 * Theme.unit
        Accessible.role: Accessible.StaticText
        //: Spoken by a screen reader; %2 and %3 are numbers.
        Accessible.name: qsTr("%1: %2 of %3").arg(row.text).arg(Theme.figure(row.step)).arg(Theme.figure(row.most))

        Repeater {
            model: row.most

            Rectangle {
                required property int index
                width: row.bar
                height: (row.narrow ? 6.3 : 10) * Theme.unit * (3 + index) / 7
                anchors.bottom: parent?.bottom
                radius: 0.6 * Theme.unit
                color: index < row.step ? Theme.accent : Theme.paper
                border.width: Theme.hairline
                border.color: index < row.step ? Theme.accentEdge : Theme.edge
            }
        }
    }
    PushButton {
        id: further
        x: row.x0(row.lastAt, width)
        y: (row.height - height) / 2
        width: row.button
        height: row.tall
        pad: Theme.unit
        centred: true
        enabled: row.step < row.most
        text: "+"
        Accessible.name: qsTr("More: %1").arg(row.text)
        onClicked: row.more()
    }
}
