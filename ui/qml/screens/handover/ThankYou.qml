import theme
import controls

MessagePage {
    id: page

    required property int count
    required property string reopen
    required property bool face

    sign: "done"
    headline: qsTr("Thank you")
    explained: qsTr("You took %n parcels.", "", count)

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
            main: true
            centred: true
            text: qsTr("Done")
            onClicked: page.answered("done", "")
        }
    }
}
