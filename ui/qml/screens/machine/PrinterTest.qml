import theme
import controls

MessagePage {
    id: page

    required property string receipt

    steady: true
    sign: Match.of(receipt, { printed: "done", "offered printing": "info", "no_paper offline failed none": "wait" })
    signPath: Match.of(receipt, { "offered printing": Icons.list, "printed no_paper offline failed none": "" })
    headline: Match.of(receipt, {
        offered: qsTr("Print a test page"),
        printing: qsTr("The printer is at work"),
        printed: qsTr("The test page is printed"),
        no_paper: qsTr("The printer has no paper"),
        failed: qsTr("The test page could not be printed"),
        "none offline": qsTr("The printer is not there")
    })
    explained: Match.of(receipt, {
        offered: qsTr("It has on it what every receipt has: letters, numbers and a code."),
        printing: qsTr("You need not wait for it."),
        printed: qsTr("Look whether it is dark enough, whole and cut."),
        no_paper: qsTr("Put a new roll in, close the cover and print again."),
        failed: qsTr("The printer is well, but these letters are missing on this machine, or too much waits."),
        "none offline": qsTr("Check its cable, its supply and its cover, then print again.")
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
