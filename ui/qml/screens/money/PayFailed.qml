import controls
import drawings
import theme

MessagePage {
    id: page

    required property var total
    required property string reason
    required property bool others
    required property bool door

    scene: Match.of(reason, {
        "refused funds pin card": Scenes.payRefused, "cancelled timed_out": Scenes.payCard,
        "service other": Scenes.payGone, code: Scenes.payVoucher
    })
    calm: qsTr("Nothing was charged")
    headline: Match.of(reason, {
        refused: qsTr("Your card was declined"),
        funds: qsTr("Your card was declined"),
        pin: qsTr("The PIN was not right"),
        card: qsTr("This card can't be used here"),
        cancelled: qsTr("Payment cancelled"),
        timed_out: qsTr("No card was shown"),
        service: qsTr("The terminal can't do this now"),
        code: qsTr("This voucher is not valid here"),
        other: qsTr("The payment did not work")
    })
    explained: Match.of(reason, {
        refused: qsTr("Your bank did not say why. Try another card."),
        funds: qsTr("There is not enough money on it. Try another card."),
        pin: qsTr("Check it and try again."),
        card: qsTr("Try another card."),
        cancelled: (door ? qsTr("The door stays shut until %1 is paid.") : qsTr("%1 is still to be paid.")).arg(Amounts.amount(total, stage.language, Theme.digits)),
        timed_out: qsTr("Try again when your card is at hand."),
        service: qsTr("Wait a moment and try again, or call us."),
        code: qsTr("Check the code and try again."),
        other: qsTr("Try again, or use another card.")
    })
    acts: Choices {
        PushButton {
            main: true
            lead: Icons.again
            text: page.others ? qsTr("Try again or pay another way") : qsTr("Try again")
            onClicked: page.answered("try_again", "")
        }
        PushButton {
            lead: Icons.cross
            text: qsTr("Don't pay now")
            onClicked: page.answered("stop", "")
        }
    }
}
