import controls
import drawings
import theme

MessagePage {
    id: page

    required property var total
    required property int visit
    required property bool own
    required property bool door

    scene: Scenes.payUnclear
    calm: qsTr("You won't pay twice")
    headline: own ? qsTr("We don't know if you have paid") : qsTr("Your earlier payment is not clear yet")
    explained: (door ? qsTr("We lost contact before %1 was confirmed. The door stays shut. Please call us and say the number %2.")
                     : qsTr("We lost contact before %1 was confirmed. Please call us and say the number %2."))
        .arg(Amounts.amount(total, stage.language, Theme.digits)).arg(String(visit).padStart(4, "0"))
    asks: CallCard {
        machine: page.stage.machine
        visit: page.stage.visit
        word: page.stage.word
        phone: page.stage.phone
        code: page.stage.callCode
    }
    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("OK")
            onClicked: page.answered("ok", "")
        }
    }
}
