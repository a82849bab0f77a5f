pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls
import drawings

MessagePage {
    id: page

    required property string reason

    calm: Match.of(reason, { "starting maintenance": "", "locks storage resting battery": qsTr("Your parcel is safe") })
    scene: Match.of(reason, {
        "locks storage": Scenes.later, maintenance: Scenes.serviced, "resting battery": Scenes.battery, starting: []
    })
    picture: reason === "starting" ? lights : null
    sign: Match.of(reason, { starting: "info", "locks storage maintenance resting battery": "wait" })
    signPath: Match.of(reason, {
        starting: Icons.clock, "resting battery": Icons.battery, "locks storage maintenance": ""
    })
    headline: Match.of(reason, {
        locks: qsTr("The doors can't be opened now"),
        storage: qsTr("This locker is not working now"),
        maintenance: qsTr("This locker is being serviced"),
        resting: qsTr("Closed while the battery charges"),
        battery: qsTr("This locker is switching off"),
        starting: qsTr("This locker is starting")
    })
    explained: Match.of(reason, {
        locks: qsTr("Please come back later or call us."),
        storage: qsTr("Please come back later or call us."),
        maintenance: qsTr("Please come back a little later."),
        resting: qsTr("Please come back later or call us."),
        battery: qsTr("The battery is low, and we open again when there is power."),
        starting: qsTr("We check every door first. This takes a moment.")
    })
    readonly property Component lights: DoorLights { cabinet: page.stage.cabinet }

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
        code: page.stage.callCode
    }
}
