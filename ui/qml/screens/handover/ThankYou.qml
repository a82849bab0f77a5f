import QtQuick
import theme
import controls
import drawings

MessagePage {
    id: page

    required property int count
    required property string reopen
    required property bool face
    required property int seconds
    required property bool wishes

    sign: "done"
    scene: Scenes.shut
    number: reopen
    complete: true
    headline: qsTr("Thank you")
    explained: qsTr("You took %n parcels.", "", count)

    asks: GoesHome { seconds: page.seconds }
    acts: Choices {
        stripColumns: 2

        PushButton {
            visible: page.reopen !== ""
            lead: Icons.door
            text: qsTr("Open door %1 again").arg(page.reopen)
            sign: Icons.forward
            onClicked: page.answered("open_again", "")
        }
        PushButton {
            visible: page.face
            lead: Icons.erase
            text: qsTr("Delete my face data")
            onClicked: page.answered("forget_face", "")
        }
        PushButton {
            visible: page.wishes
            lead: Icons.erase
            text: qsTr("Delete my saved settings")
            onClicked: page.answered("forget_wishes", "")
        }
        PushButton {
            main: true
            centred: true
            text: qsTr("Done")
            onClicked: page.answered("done", "")
        }
    }
}
