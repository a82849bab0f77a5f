pragma ComponentBehavior: Bound

import QtQuick
import controls
import theme

MessagePage {
    id: page

    required property string label
    required property string code
    required property string token
    required property string receipt
    required property var price

    headline: qsTr("This code opens your door")
    explained: qsTr("Take a photo of it before you open the door. Show it to nobody.")
    picture: Component {
        Item {
            CallCode {
                anchors.centerIn: parent
                width: Math.min(parent.width, parent.height, 60 * Theme.unit)
                height: width
                source: page.stage.qrOf(page.token)
            }
        }
    }

    asks: Column {
        spacing: 2 * Theme.unit

        GivenCode {
            width: parent.width
            code: page.code
        }
        Notice {
            width: parent.width
            kind: Match.of(page.receipt, {
                printed: "done", printing: "info", "none offered": "info", "no_paper offline failed": "wait"
            })
            text: Match.of(page.receipt, {
                "none offered": "",
                printing: qsTr("Printing…"),
                printed: qsTr("Your slip is printed."),
                no_paper: qsTr("The printer has no paper."),
                offline: qsTr("The printer does not answer."),
                failed: qsTr("The slip was not printed.")
            })
        }
    }
    acts: Choices {
        stripColumns: 2

        PushButton {
            main: true
            lead: page.price ? Icons.card : Icons.door
            text: page.price ? qsTr("Pay %1").arg(Amounts.amount(page.price, page.stage.language, Theme.digits))
                : qsTr("Open door %1").arg(page.label)
            sub: qsTr("I have the code.")
            sign: Icons.forward
            onClicked: page.answered("open", "")
        }
        PushButton {
            visible: !["none", "printing", "printed"].includes(page.receipt)
            lead: Icons.receipt
            text: qsTr("Print it")
            onClicked: page.answered("print", "")
        }
    }
}
