import QtQuick
import theme
import controls

Page {
    id: page

    required property int seconds

    showsLeast: words.implicitHeight + 2 * Theme.unit
    showsMost: height

    shows: Item {
        implicitHeight: words.implicitHeight + 6 * Theme.unit

        Column {
            id: words
            width: parent.width
            y: Math.max(0, Math.min(36 * Theme.unit, (parent.height - implicitHeight) * 0.5))
            spacing: 5 * Theme.unit

            Row {
                anchors.left: parent.left
                spacing: 4 * Theme.unit

                Badge {
                    anchors.verticalCenter: parent.verticalCenter
                    kind: "wait"
                    path: Icons.clock
                    implicitWidth: (Theme.landscape ? 18 : 24) * Theme.unit
                }
                Text {
                    anchors.verticalCenter: parent.verticalCenter
                    text: page.seconds
                    renderType: Text.CurveRendering
                    color: Theme.wait
                    font.pixelSize: (Theme.landscape ? 20 : 28) * Theme.unit
                    font.weight: Font.Bold
                    Accessible.ignored: true
                }
            }
            Headline {
                width: parent.width
                text: qsTr("Are you still there?")
                sub: qsTr("This visit ends in %n seconds. Nothing is lost.", "", page.seconds)
            }
        }
    }
    acts: Choices {
        stripColumns: 2

        PushButton {
            main: true
            text: qsTr("Yes, I need more time")
            lead: Icons.tick
            onClicked: page.answered("stay", "")
        }
        PushButton {
            text: qsTr("I am done")
            lead: Icons.cross
            onClicked: page.answered("leave", "")
        }
    }
}
