pragma ComponentBehavior: Bound

import QtQuick
import theme

/** Places for digits, in groups. They stay hidden; only the one typed last shows for a moment. To a screen reader
    they are a password: it does not speak the keys, and hears how many were typed once somebody pauses. */
Item {
    id: boxes

    property int count: 8
    property string typed: ""
    property bool waiting: false
    property bool justTyped: false
    /** What has the keys while digits are typed. Qt gives a password no name: the screen's and the count stand by it. */
    readonly property alias field: password
    readonly property int group: count > 4 && count % 4 === 0 ? 4 : count > 4 && count % 3 === 0 ? 3 : count
    /** More than ten do not stand in one row: they would be too narrow to be read. */
    readonly property int rows: count > 10 ? 2 : 1
    readonly property int inRow: Math.ceil(count / rows)
    readonly property int groups: Math.ceil(inRow / group)
    readonly property real between: 1.5 * Theme.unit
    readonly property real side: Math.min(13 * Theme.unit,
        (width - between * (inRow - 1) - 2 * between * (groups - 1)) / inRow)
    readonly property real taken: inRow * side + between * (inRow - 1) + 2 * between * (groups - 1)
    /** They stand where the writing begins, and are filled from the left in every language. */
    readonly property real begin: Theme.mirrored ? width - taken : 0

    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true
    readonly property real high: Math.max(Theme.least, side * 1.35) * (rows > 1 ? 0.86 : 1)
    implicitHeight: rows * high + (rows - 1) * 2 * between
    onTypedChanged: {
        justTyped = typed !== ""
        hide.restart()
        pause.restart()
    }
    Accessible.role: Accessible.StaticText
    //: %n is how many digits have been typed, %1 how many there will be.
    Accessible.name: qsTr("%n of %1 digits typed", "", typed.length).arg(Theme.figure(count))

    Item {
        id: password
        anchors.fill: parent
        Accessible.role: Accessible.EditableText
        Accessible.passwordEdit: true
        Accessible.focusable: true
    }
    Timer {
        id: pause
        interval: 900
        onTriggered: if (boxes.visible) boxes.Accessible.announce(boxes.Accessible.name, Accessible.Polite)
    }
    Timer {
        id: hide
        interval: 900
        onTriggered: boxes.justTyped = false
    }
    Repeater {
        model: boxes.count

        Rectangle {
            id: box
            required property int index
            readonly property int inPlace: index % boxes.inRow
            readonly property bool full: index < boxes.typed.length
            readonly property bool next: index === boxes.typed.length && !boxes.waiting

            x: boxes.begin + inPlace * (boxes.side + boxes.between) + Math.floor(inPlace / boxes.group) * 2 * boxes.between
            y: Math.floor(index / boxes.inRow) * (boxes.high + 2 * boxes.between)
            width: boxes.side
            height: boxes.high
            radius: 2 * Theme.unit
            color: boxes.waiting ? Theme.paper : Theme.card
            border.width: next ? 2 * Theme.hairline : Theme.hairline
            border.color: next ? Theme.accentText : boxes.waiting ? Theme.offEdge : Theme.edge

            Rectangle {
                anchors.centerIn: parent
                visible: box.full && !last.visible
                width: 2.4 * Theme.unit
                height: width
                radius: width / 2
                color: Theme.ink
            }
            Text {
                id: last
                anchors.centerIn: parent
                visible: boxes.justTyped && box.index === boxes.typed.length - 1
                text: visible ? boxes.typed.charAt(box.index) : ""
                color: Theme.ink
                font.pixelSize: 7 * Theme.unit
                font.weight: Font.DemiBold
                Accessible.ignored: true
            }
        }
    }
}
