pragma ComponentBehavior: Bound

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

    /** The column whose doors are offered; -1 while only the likeliest is. */
    property int column: -1
    readonly property bool first: column < 0

    onTurnChanged: column = -1
    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: Theme.landscape ? height : 100 * Theme.unit

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
        CabinetPicture {
            anchors {
                top: head.bottom; topMargin: 4 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            visible: height > 20 * Theme.unit
            cabinet: page.front
            marked: page.first ? (page.guess ? [page.guess] : []) : page.columns[page.column]
        }
    }
    acts: Column {
        spacing: Theme.gap

        NumberGrid {
            width: parent.width
            visible: !page.first
            labels: page.first ? [] : page.columns[page.column]
            signed: page.known
            signedWords: qsTr("has a channel already")
            most: Theme.reach ? (Theme.landscape ? 10 : 15) : Theme.landscape ? 15 : 25
            onPicked: label => page.answered("picked", label)
        }
        Choices {
            width: parent.width
            stripColumns: 4
            landscapeColumns: page.first ? 1 : 2
            uprightColumns: page.first ? 1 : 2

            PushButton {
                visible: page.first && page.guess !== ""
                main: true
                grave: true
                text: qsTr("Door %1").arg(page.guess)
                sign: Icons.forward
                onClicked: page.answered("picked", page.guess)
            }
            PushButton {
                text: page.first ? qsTr("Another door") : qsTr("Next column")
                sign: Icons.forward
                onClicked: {
                    const at = page.columns.findIndex(one => one.includes(page.guess))
                    page.column = page.first ? Math.max(0, at) : (page.column + 1) % page.columns.length
                }
            }
            PushButton {
                text: qsTr("No door opened")
                onClicked: page.answered("nothing", "")
            }
            PushButton {
                visible: page.first
                text: qsTr("Continue later")
                onClicked: page.answered("stop", "")
            }
        }
    }
}
