import controls
import theme

MessagePage {
    id: page

    signPath: Icons.person
    headline: qsTr("Staff has to be here too")
    explained: qsTr("What waits for you is handed over by two people. Please ask a member of staff to sign in now.")
    acts: Choices {
        stripColumns: 2

        PushButton {
            main: true
            lead: Icons.badge
            text: qsTr("Staff signs in")
            sign: Icons.forward
            onClicked: page.answered("sign_in", "")
        }
        PushButton {
            text: qsTr("Nobody is here")
            onClicked: page.answered("without", "")
        }
    }
}
