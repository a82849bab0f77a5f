import "../theme"
import "../controls"

MessagePage {
    id: page

    required property string reason

    readonly property bool drained: reason === "resting" || reason === "battery"

    sign: reason === "starting" ? "info" : "wait"
    signPath: reason === "starting" ? Icons.clock : drained ? Icons.battery : ""
    headline: {
        switch (reason) {
        case "locks": return qsTr("The doors cannot be opened now")
        case "storage": return qsTr("This machine is not working now")
        case "maintenance": return qsTr("This machine is being serviced")
        case "resting": return qsTr("Resting until the battery is charged")
        case "battery": return qsTr("This machine switches itself off")
        }
        return qsTr("This machine is starting")
    }
    explained: {
        switch (reason) {
        case "locks": return qsTr("What is inside is safe and waits for you. Please come back later or call us.")
        case "storage": return qsTr("What is inside is safe and waits for you. Please come back later or call us.")
        case "maintenance": return qsTr("Please come back a little later.")
        case "resting": return qsTr("What is inside is safe and waits for you. Please come back later or call us.")
        case "battery": return qsTr("Its battery is low. What is inside is safe, and it comes back when there is power.")
        }
        return qsTr("It checks every door first. This takes a moment.")
    }
    acts: Choices {
        visible: page.reason !== "storage" && page.reason !== "battery"

        PushButton {
            lead: Icons.badge
            text: qsTr("Staff")
            sign: Icons.forward
            onClicked: page.answered("staff", "")
        }
    }
    asks: CallCard {
        visible: page.reason !== "starting"
        machine: page.stage.machine
        visit: 0
        word: ""
        phone: page.stage.phone
    }
}
