import "../theme"
import "../controls"

MessagePage {
    id: page

    required property string receipt

    steady: true
    sign: receipt === "printed" ? "done" : receipt === "offered" || receipt === "printing" ? "info" : "wait"
    signPath: receipt === "offered" || receipt === "printing" ? Icons.list : ""
    headline: {
        switch (receipt) {
        case "offered": return qsTr("Print a test page")
        case "printing": return qsTr("The printer is at work")
        case "printed": return qsTr("The test page is printed")
        case "no_paper": return qsTr("The printer has no paper")
        case "failed": return qsTr("The test page could not be printed")
        }
        return qsTr("The printer is not there")
    }
    explained: {
        switch (receipt) {
        case "offered": return qsTr("It has on it what every receipt has: letters, numbers and a code.")
        case "printing": return qsTr("You need not wait for it.")
        case "printed": return qsTr("Look whether it is dark enough, whole and cut.")
        case "no_paper": return qsTr("Put a new roll in, close the cover and print again.")
        case "failed": return qsTr("The printer is well, but these letters are missing on this machine, or too much waits.")
        }
        return qsTr("Check its cable, its supply and its cover, then print again.")
    }
    acts: Choices {
        stripColumns: 2

        PushButton {
            visible: page.receipt !== "printing"
            main: page.receipt !== "printed"
            centred: true
            text: page.receipt === "offered" ? qsTr("Print") : qsTr("Print again")
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
