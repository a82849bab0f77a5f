import controls
import drawings
import theme

MessagePage {
    id: page

    required property string kind
    required property var total
    required property bool door

    scene: Match.of(kind, { no_way: Scenes.payGone, goes_back: door ? Scenes.payBack : Scenes.payTakeCard })
    sign: Match.of(kind, { no_way: "wait", goes_back: "info" })
    calm: Match.of(kind, { no_way: qsTr("Nothing was charged"), goes_back: "" })
    headline: Match.of(kind, {
        no_way: qsTr("You can't pay here at the moment"),
        goes_back: qsTr("You get your money back")
    })
    explained: Match.of(kind, {
        no_way: qsTr("The payment terminal is not connected. Please come back later, or call us. No extra time is charged meanwhile."),
        goes_back: (door ? qsTr("The door did not open, so we return %1 to you. With a card this takes a few days.")
                         : qsTr("Not all of it was paid, so we return %1 to you. With a card this takes a few days.")).arg(Amounts.amount(total, stage.language, Theme.digits))
    })
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
