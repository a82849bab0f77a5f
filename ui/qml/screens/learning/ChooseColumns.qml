pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

Page {
    id: page

    required property var offers
    required property var front
    required property int compartments
    required property int channels
    required property bool as_now

    readonly property Pages pages: Pages {
        all: page.offers
        size: Theme.reach ? 4 : Theme.landscape ? 5 : 8
    }
    readonly property real highest: Math.max(1, ...offers.map(one => Math.max(...one.doors.map(door => door.bottom + door.height))))

    function named(kind: string): string {
        return Match.of(kind, {
            small: qsTr("Small doors"),
            medium: qsTr("Medium doors"),
            large: qsTr("Large doors"),
            tall: qsTr("Tall doors"),
            mixed: qsTr("Mixed doors"),
            screen: qsTr("With the screen, large"),
            "screen-small": qsTr("With the screen, small")
        })
    }

    /** In a wide window the picture is beside the question. */
    readonly property bool aside: Theme.landscape && !Theme.reach

    wideActs: true
    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: Theme.landscape ? height : 90 * Theme.unit

    shows: Item {
        implicitHeight: 90 * Theme.unit

        Headline {
            id: head
            width: parent.width
            topPadding: Theme.landscape ? 0 : 2 * Theme.unit
            text: qsTr("Build the cabinet from left to right")
            sub: page.compartments > 0 ? qsTr("%n doors so far; the boards have %1 channels.", "", page.compartments).arg(page.channels)
                                       : qsTr("Start on the left. The boards have %n channels.", "", page.channels)
        }
        CabinetPicture {
            anchors {
                top: head.bottom; topMargin: 4 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            visible: height > 20 * Theme.unit && !page.aside
            cabinet: page.front
        }
    }
    asks: CabinetPicture {
        visible: page.aside
        implicitHeight: 50 * Theme.unit
        cabinet: page.front
    }
    acts: Column {
        spacing: Theme.gap

        Choices {
            width: parent.width
            stripColumns: 5
            uprightColumns: Theme.reach ? 2 : 4
            landscapeColumns: 5

            Repeater {
                model: page.pages.shown

                ColumnButton {
                    required property var modelData
                    offer: modelData
                    highest: page.highest
                    drawn: Theme.landscape || Theme.reach ? 10 * Theme.unit : 22 * page.pageFit * Theme.unit
                    text: page.named(offer.id)
                    onClicked: page.answered("picked", offer.id)
                }
            }
            PushButton {
                visible: page.pages.many
                centred: true
                text: qsTr("More")
                onClicked: page.pages.turn()
            }
        }
        Choices {
            width: parent.width
            stripColumns: 2
            uprightColumns: 2
            landscapeColumns: 2

            PushButton {
                visible: page.as_now && page.compartments === 0
                centred: true
                text: qsTr("Use the site file")
                onClicked: page.answered("as_now", "")
            }
            PushButton {
                visible: page.compartments > 0
                lead: Icons.undo
                text: qsTr("Remove last column")
                onClicked: page.answered("undo", "")
            }
            PushButton {
                visible: page.compartments > 0
                main: true
                centred: true
                text: qsTr("Done: %n doors", "", page.compartments)
                onClicked: page.answered("go", "")
            }
        }
    }
}
