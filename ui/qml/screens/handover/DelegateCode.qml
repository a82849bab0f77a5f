import QtQuick
import controls
import drawings
import theme

MessagePage {
    id: page

    required property string code
    required property int count
    required property int hours

    readonly property int group: code.length % 4 === 0 ? 4 : 3

    scene: Scenes.giving
    headline: qsTr("Give this code to one person")
    explained: qsTr("Opens %n parcels, once.", "", count) + " " + qsTr("Valid for %n hours. You can cancel it here.", "", hours)

    asks: Rectangle {
        implicitHeight: 22 * Theme.unit
        radius: Theme.radius
        color: Theme.card
        border.width: Theme.hairline
        border.color: Theme.edge

        Text {
            anchors.centerIn: parent
            text: page.code.slice(0, page.group) + "\u2009\u2009" + page.code.slice(page.group)
            color: Theme.ink
            font.pixelSize: 11 * Theme.unit
            font.weight: Font.DemiBold
            // A code is never spoken aloud.
            Accessible.ignored: true
        }
    }
    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Done")
            onClicked: page.answered("ok", "")
        }
    }
}
