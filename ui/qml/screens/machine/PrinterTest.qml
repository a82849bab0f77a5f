import theme
import controls
import drawings

MessagePage {
    id: page

    required property string receipt

    steady: true
    scene: Match.of(receipt, {
        offered: Scenes.printing(""), printing: Scenes.printing("clock"), printed: Scenes.printing("tick"),
        no_paper: Scenes.printing("wait"), "none offline failed": Scenes.printing("cross")
    })
    sign: Match.of(receipt, { printed: "done", "offered printing": "info", "no_paper offline failed none": "wait" })
    signPath: Match.of(receipt, { "offered printing": Icons.list, "printed no_paper offline failed none": "" })
    headline: Match.of(receipt, {
        offered: qsTr("Print a test page"),
        printing: qsTr("Printing…"),
        printed: qsTr("The test page is printed"),
        no_paper: qsTr("The printer has no paper"),
        failed: qsTr("The test page was not printed"),
        "none offline": qsTr("Printer not connected")
    })
    explained: Match.of(receipt, {
        offered: qsTr("The page has letters, numbers and a code, like every receipt."),
        printing: qsTr("You don't need to wait."),
        printed: qsTr("Check that the print is dark, complete and cut."),
        no_paper: qsTr("Put a new roll in, close the cover and print again."),
        failed: qsTr("The printer works, but it can't print these characters, or its queue is full."),
        "none offline": qsTr("Check its cable, power and cover, then print again.")
    })
    acts: Choices {
        stripColumns: 2

        PushButton {
            visible: page.receipt !== "printing"
            main: page.receipt !== "printed"
            centred: true
            text: Match.of(page.receipt, {
                offered: qsTr("Print"),
                "printing printed no_paper offline failed none": qsTr("Print again")
            })
            onClicked: page.answered("print", "")
        }
        PushButton {
            visible: page.receipt === "printed" || page.receipt === "printing"
            main: true
            centred: true
            text: qsTr("Done")
            onClicked: page.answered("back", "")
        }
    }
}
