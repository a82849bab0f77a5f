import theme
import controls

MessagePage {
    id: page

    required property string reason

    sign: Match.of(reason, { starting: "info", "locks storage maintenance resting battery": "wait" })
    signPath: Match.of(reason, {
        starting: Icons.clock, "resting battery": Icons.battery, "locks storage maintenance": ""
    })
    headline: Match.of(reason, {
        locks: qsTr("The doors cannot be opened now"),
        storage: qsTr("This machine is not working now"),
        maintenance: qsTr("This machine is being serviced"),
        resting: qsTr("Resting until the battery is charged"),
        battery: qsTr("This machine switches itself off"),
        starting: qsTr("This machine is starting")
    })
    explained: Match.of(reason, {
        locks: qsTr("What is inside is safe and waits for you. Please come back later or call us."),
        storage: qsTr("What is inside is safe and waits for you. Please come back later or call us."),
        maintenance: qsTr("Please come back a little later."),
        resting: qsTr("What is inside is safe and waits for you. Please come back later or call us."),
        battery: qsTr("Its battery is low. What is inside is safe, and it comes back when there is power."),
        starting: qsTr("It checks every door first. This takes a moment.")
    })
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
