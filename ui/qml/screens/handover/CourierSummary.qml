import QtQuick
import theme
import controls
import drawings

MessagePage {
    id: page

    required property int delivered
    required property var missing
    required property string receipt
    required property int earlier

    readonly property bool canPrint: !["none", "printing", "printed"].includes(receipt)
    readonly property int most: Theme.landscape ? 4 : 6

    // What was not scanned is the round's news and not its failure.
    sign: delivered > 0 ? "done" : "info"
    complete: delivered > 0 && missing.length === 0
    scene: missing.length > 0 ? Scenes.unseen : delivered > 0 || earlier > 0 ? Scenes.delivered : Scenes.nothingBrought
    headline: delivered > 0 ? qsTr("%n parcels delivered", "", delivered) : qsTr("No parcel was delivered")
    explained: missing.length > 0 ? qsTr("%n expected parcels were not scanned.", "", missing.length)
             : delivered > 0 ? qsTr("All expected parcels are delivered.")
             : earlier > 0 ? qsTr("All expected parcels were delivered before.")
                             : qsTr("No parcels are expected here.")
    asks: Column {
        visible: page.missing.length > 0 || told.text !== ""
        spacing: (Theme.landscape ? 1.2 : 2) * Theme.unit

        Notice {
            id: told

            readonly property bool crowded: Theme.landscape && page.missing.length > 0

            width: parent.width
            kind: Match.of(page.receipt, {
                printed: "done", "printing none offered": "info", "no_paper offline failed": "wait"
            })
            text: Match.of(page.receipt, {
                printing: qsTr("Printing the receipt…"),
                printed: qsTr("The receipt is printed."),
                no_paper: qsTr("The printer has no paper."),
                offline: qsTr("The printer does not answer."),
                failed: qsTr("The receipt was not printed."),
                "none offered": ""
            })
            sub: Match.of(page.receipt, {
                printing: qsTr("You don't need to wait."),
                "none offered printed": "",
                "no_paper offline failed": crowded ? "" : qsTr("Your round is recorded anyway.")
            })
        }
        Repeater {
            model: page.missing.slice(0, page.missing.length > page.most ? page.most - 1 : page.most)

            Tag {
                required property string modelData
                width: parent?.width ?? 0
                text: modelData
            }
        }
        Phrase {
            width: parent.width
            text: page.missing.length > page.most ? qsTr("and %n more", "", page.missing.length - page.most + 1) : ""
            tone: Theme.quiet
        }
    }
    acts: Choices {
        stripColumns: 3

        PushButton {
            visible: page.canPrint
            lead: Icons.receipt
            text: Match.of(page.receipt, {
                offered: qsTr("Print a receipt"),
                "none printing printed no_paper offline failed": qsTr("Print again")
            })
            onClicked: page.answered("receipt", "")
        }
        PushButton {
            lead: Icons.barcode
            text: qsTr("Scan more parcels")
            sign: Icons.forward
            onClicked: page.answered("back", "")
        }
        PushButton {
            main: true
            centred: true
            text: qsTr("Finish the round")
            onClicked: page.answered("finish", "")
        }
    }
}
