import QtQuick
import theme
import controls

Page {
    id: page

    required property var labels
    required property var marked
    required property var standings
    required property var slow

    /** The door that the button opens; what needs a look stands first. */
    property string chosen: marked[0] ?? labels[0] ?? ""
    property bool byNumber: Theme.reach
    readonly property var kinds: {
        const found = {}
        labels.forEach((label, at) => {
            const worst = page.slow.includes(label) ? "slow" : ""
            found[label] = Match.of(page.standings[at] ?? "free", {
                free: worst, in_use: worst || "in_use", in_doubt: "in_doubt", out: "out", down: "down", open: "open"
            })
        })
        return found
    }
    readonly property var legend: ["down", "out", "in_doubt", "slow", "open", "in_use"].map(kind => ({
        kind: kind, text: said(kind), count: labels.filter(label => kinds[label] === kind).length
    })).filter(one => one.count > 0)

    function said(kind: string): string {
        return Match.of(kind, {
            free: qsTr("Free"),
            in_use: qsTr("In use"),
            in_doubt: qsTr("Contents not confirmed"),
            out: qsTr("Out of service"),
            down: qsTr("Does not answer"),
            open: qsTr("Open"),
            slow: qsTr("Slow lock")
        })
    }

    spoken: qsTr("Which door?")
    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: height

    shows: Item {
        implicitHeight: 100 * Theme.unit

        Headline {
            id: head
            width: parent.width
            topPadding: Theme.landscape ? 0 : 2 * Theme.unit
            text: qsTr("Which door?")
            sub: page.marked.length > 0 ? qsTr("%n doors need a look.", "", page.marked.length) : qsTr("Touch it in the picture.")
        }
        DoorPlan {
            anchors {
                top: head.bottom; topMargin: 4 * Theme.unit
                bottom: parent.bottom; left: parent.left; right: parent.right
            }
            visible: height > 20 * Theme.unit
            cabinet: page.stage.cabinet
            kinds: page.kinds
            chosen: page.chosen
            open: page.stage.doorsOpen
            among: page.labels
            onTouched: label => page.chosen = label
        }
    }
    asks: PlanLegend {
        visible: entries.length > 0 && !Theme.reach
        entries: page.legend
    }
    acts: Column {
        spacing: Theme.gap

        NumberGrid {
            width: parent.width
            visible: page.byNumber
            labels: page.byNumber ? page.labels : []
            signed: page.marked
            signedWords: qsTr("needs a look")
            signPath: Icons.wrench
            most: Theme.reach ? 20 : 25
            onPicked: label => page.answered("picked", label)
        }
        DoorPicker {
            width: parent.width
            visible: !page.byNumber
            labels: page.labels
            chosen: page.chosen
            sub: page.said(page.kinds[page.chosen] || "free")
            onChose: label => page.chosen = label
            onPicked: label => page.answered("picked", label)
        }
        Choices {
            width: parent.width
            visible: !Theme.reach

            PushButton {
                lead: page.byNumber ? Icons.door : Icons.list
                text: page.byNumber ? qsTr("Show the picture") : qsTr("Choose by number")
                onClicked: page.byNumber = !page.byNumber
            }
        }
    }
}
