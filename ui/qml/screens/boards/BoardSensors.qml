import controls
import theme

MessagePage {
    id: page

    required property string bank
    required property int address
    required property int reads_open
    required property int doors

    sign: "wait"
    headline: qsTr("%1 of %n doors read as open", "", doors).arg(Theme.figure(reads_open))
    explained: qsTr("Look at the doors of board %1. If they are closed, the sensors of the new board are inverted.").arg("\u2068" + bank + "\u2069")
    acts: Choices {
        PushButton {
            text: qsTr("The doors are open")
            sub: qsTr("Each door is checked before its next use.")
            onClicked: page.answered("as_is", "")
        }
        PushButton {
            main: true
            grave: true
            centred: true
            text: qsTr("The doors are closed")
            sub: qsTr("The inverted sensors are corrected.")
            onClicked: page.answered("turn", "")
        }
    }
}
