import theme
import controls

Page {
    id: page

    required property string machine
    required property int visit
    required property string word
    required property string phone

    shows: Headline {
        topPadding: Theme.landscape ? 0 : 8 * Theme.unit
        text: qsTr("Call us")
        sub: page.visit > 0 ? qsTr("Read these to us, and we'll know where you are.")
                            : qsTr("Tell us the locker's name, and we'll know where you are.")
    }
    asks: CallCard {
        machine: page.machine
        visit: page.visit
        word: page.word
        phone: page.phone
    }
    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Continue")
            onClicked: page.answered("ok", "")
        }
    }
}
