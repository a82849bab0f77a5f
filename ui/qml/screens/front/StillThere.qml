import QtQuick
import theme
import controls
import drawings

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
            y: drawing.visible ? Theme.landscape ? 0 : 4 * Theme.unit
                               : Math.max(0, Math.min(36 * Theme.unit, (parent.height - implicitHeight) * 0.5))
            spacing: 3 * Theme.unit

            Text {
                anchors.left: parent.left
                text: Theme.figure(page.seconds)
                renderType: Text.CurveRendering
                color: Theme.wait
                font.pixelSize: (Theme.landscape ? 18 : 28) * Theme.unit
                font.weight: Font.Bold
                Accessible.ignored: true
            }
            Headline {
                width: parent.width
                text: qsTr("Are you still there?")
                sub: qsTr("This visit ends in %n seconds. Nothing is lost.", "", page.seconds)
            }
        }
        Drawing {
            id: drawing
            y: words.y + words.implicitHeight + 4 * Theme.unit
            width: parent.width
            height: Math.min((Theme.landscape ? 46 : 56) * Theme.unit, parent.height - words.implicitHeight - 8 * Theme.unit)
            visible: height >= 16 * Theme.unit
            parts: Scenes.absent
            flipped: page.LayoutMirroring.enabled
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
