import controls
import drawings
import theme

MessagePage {
    id: page

    required property int count
    required property bool given
    required property bool can_give

    scene: Scenes.waiting
    headline: qsTr("%n parcels wait for you", "", count)
    explained: given ? qsTr("Somebody else has a code, too.") : ""

    acts: Choices {
        stripColumns: 2

        PushButton {
            main: true
            lead: Icons.door
            text: qsTr("Open the door")
            sign: Icons.forward
            onClicked: page.answered("open", "")
        }
        PushButton {
            visible: page.can_give && !page.given
            lead: Icons.person
            text: qsTr("Let somebody else collect")
            sign: Icons.forward
            onClicked: page.answered("give", "")
        }
        PushButton {
            visible: page.given
            lead: Icons.undo
            text: qsTr("Cancel the code")
            onClicked: page.answered("take_back", "")
        }
    }
}
