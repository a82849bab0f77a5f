import QtQuick
import theme
import controls

Page {
    id: page

    required property string bank
    required property int channel
    required property int step
    required property int of
    required property string guess
    required property var columns
    required property var known
    required property var front
    required property string twice

    readonly property var labels: columns.reduce((all, column) => all.concat(column), [])
    readonly property var kinds: {
        const found = {}
        known.forEach(label => found[label] = "known")
        return found
    }
    /** The door that was touched in the picture; until then the likeliest. */
    property string chosen: guess || (labels[0] ?? "")
    property bool byNumber: false

    onTurnChanged: {
        byNumber = false
        chosen = Qt.binding(() => page.guess || (page.labels[0] ?? ""))
    }
    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: height

    shows: Item {
        implicitHeight: 100 * Theme.unit

        Column {
            id: head
            width: parent.width
            spacing: 3 * Theme.unit

            Headline {
                width: parent.width
                topPadding: Theme.landscape ? 0 : 2 * Theme.unit
                text: qsTr("Which door is open now?")
                sub: qsTr("Board %1, channel %2. This is number %3 of %4.").arg(page.bank).arg(page.channel).arg(page.step).arg(page.of)
            }
            Notice {
                width: parent.width
                kind: "wait"
                text: page.twice ? qsTr("Door %1 has a channel already.").arg(page.twice) : ""
                sub: qsTr("Look again: which door opened just now?")
            }
        }
        DoorPlan {
            anchors {
                top: head.bottom; topMargin: 4 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            visible: height > 20 * Theme.unit
            cabinet: page.front
            kinds: page.kinds
            chosen: page.chosen
            onTouched: label => page.chosen = label
        }
    }
    acts: Column {
        spacing: Theme.gap

        NumberGrid {
            width: parent.width
            visible: page.byNumber
            labels: page.byNumber ? page.labels : []
            signed: page.known
            signedWords: qsTr("has a channel already")
            most: Theme.reach ? (Theme.landscape ? 10 : 15) : Theme.landscape ? 15 : 25
            onPicked: label => page.answered("picked", label)
        }
        DoorPicker {
            width: parent.width
            visible: !page.byNumber && page.chosen !== ""
            grave: true
            labels: page.labels
            chosen: page.chosen
            sub: page.known.includes(page.chosen) ? qsTr("has a channel already")
               : Theme.reach || Theme.landscape ? "" : qsTr("Touch the open door in the picture, then here.")
            onChose: label => page.chosen = label
            onPicked: label => page.answered("picked", label)
        }
        Choices {
            width: parent.width
            stripColumns: 3
            uprightColumns: 2
            landscapeColumns: 2

            PushButton {
                text: page.byNumber ? qsTr("Show the picture") : qsTr("Another door")
                onClicked: page.byNumber = !page.byNumber
            }
            PushButton {
                text: qsTr("No door opened")
                onClicked: page.answered("nothing", "")
            }
            PushButton {
                visible: !page.byNumber
                text: qsTr("Continue later")
                onClicked: page.answered("stop", "")
            }
        }
    }
}
