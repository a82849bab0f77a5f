import controls
import drawings
import theme

MessagePage {
    id: page

    scene: Scenes.twoPeople
    headline: qsTr("Staff has to be here too")
    explained: qsTr("This parcel needs two people. Please ask a member of staff to sign in now.")
    acts: Choices {
        stripColumns: 2

        PushButton {
            main: true
            lead: Icons.badge
            text: qsTr("Sign in as staff")
            sign: Icons.forward
            onClicked: page.answered("sign_in", "")
        }
        PushButton {
            text: qsTr("Nobody is here")
            onClicked: page.answered("without", "")
        }
    }
}
