pragma ComponentBehavior: Bound

import QtQuick
import controls
import drawings
import theme

MessagePage {
    id: page

    required property var total
    required property var ways

    scene: Scenes.payCard
    headline: qsTr("How would you like to pay?")
    explained: Amounts.amount(total, stage.language, Theme.digits)

    acts: Choices {
        Repeater {
            model: page.ways

            PushButton {
                required property string modelData
                lead: Match.of(modelData, { card: Icons.card, phone: Icons.scanner, code: Icons.receipt, account: Icons.list })
                text: Match.of(modelData, {
                    card: qsTr("Card"), phone: qsTr("With your phone"), code: qsTr("Voucher"), account: qsTr("On account")
                })
                sub: Match.of(modelData, {
                    card: qsTr("Or a phone or watch held to the terminal"),
                    phone: qsTr("Scan a code and pay on your phone"),
                    code: qsTr("Type the voucher code"),
                    account: qsTr("On your monthly bill")
                })
                sign: Icons.forward
                onClicked: page.answered(modelData, "")
            }
        }
    }
}
