pragma ComponentBehavior: Bound

import QtQuick
import controls
import theme

MessagePage {
    id: page

    required property string service
    required property string parcel
    required property string label
    required property string size
    required property string time
    required property string reference
    required property string own
    required property string receipt
    required property int seconds

    sign: "done"
    complete: true
    headline: qsTr("Safe in door %1").arg(label)
    explained: qsTr("Keep this receipt: take a photo of it.")
    picture: Component {
        Item {
            CallCode {
                anchors.centerIn: parent
                width: Math.min(parent.width, parent.height, 56 * Theme.unit)
                height: width
                source: page.stage.qrOf(page.reference)
            }
        }
    }

    asks: Column {
        spacing: 2.5 * Theme.unit

        FactList {
            width: parent.width
            facts: [
                { name: qsTr("Number"), value: "\u2066" + page.parcel + "\u2069" },
                { name: qsTr("Since"), value: "\u2066" + page.time + "\u2069" },
                { name: qsTr("Size"), value: page.size }
            ]
        }
        NumberCard {
            width: parent.width
            visible: page.own !== ""
            words: qsTr("Your own code, to take it back:")
            number: page.own
            secret: true
        }
        Notice {
            width: parent.width
            kind: Match.of(page.receipt, { printed: "done", "none offered printing no_paper offline failed": "wait" })
            text: Match.of(page.receipt, {
                "none offered": "",
                printing: qsTr("Printing…"),
                printed: qsTr("Here is your receipt."),
                no_paper: qsTr("The printer is out of paper."),
                offline: qsTr("Printer not connected"),
                failed: qsTr("The receipt was not printed.")
            })
        }
        GoesHome { width: parent.width; seconds: page.seconds }
    }
    acts: Choices {
        stripColumns: 2

        PushButton {
            visible: Match.of(page.receipt, {
                "none printing printed": false,
                "offered no_paper offline failed": true
            })
            lead: Icons.receipt
            text: Match.of(page.receipt, {
                offered: qsTr("Print the receipt"),
                "none printing printed no_paper offline failed": qsTr("Try again")
            })
            onClicked: page.answered("receipt", "")
        }
        PushButton {
            main: true
            centred: true
            text: qsTr("Done")
            onClicked: page.answered("done", "")
        }
    }
}
