import QtQuick
import "../controls"
import "../theme"

MessagePage {
    id: page

    required property string audience
    required property var kinds
    required property string problem
    required property int wait

    property int waitLeft: problem === "wait" ? wait : 0
    readonly property var asked: Array.from(kinds).filter(kind => kind !== "offline" || !kinds.includes("token"))
    readonly property string first: asked.length > 0 ? asked[0] : ""
    readonly property string second: asked.length > 1 ? asked[1] : ""

    signPath: first === "badge" ? Icons.badge : first === "face" ? Icons.person : Icons.barcode
    headline: {
        switch (first) {
        case "badge": return qsTr("Now show your badge")
        case "face": return qsTr("Now look at the camera")
        }
        return qsTr("Now show your QR code")
    }
    explained: {
        switch (second) {
        case "badge": return qsTr("One more proof is needed. Your badge does as well.")
        case "face": return qsTr("One more proof is needed. A look into the camera does as well.")
        }
        return qsTr("One more proof is needed before the door opens.")
    }
    asks: Notice {
        kind: "wait"
        text: page.waitLeft > 0 ? qsTr("There were many tries at this machine.")
            : page.problem === "clock" ? qsTr("This code can't be checked right now.")
            : page.problem === "not_found" ? qsTr("This does not belong to what was shown before.") : ""
        sub: page.waitLeft > 0 ? qsTr("You can try again in %n seconds.", "", page.waitLeft)
           : page.problem === "clock" ? qsTr("Your parcel is safe. Use the digits from your message, or call us.")
            : page.problem === "not_found" ? qsTr("Check it and try again.") : ""
    }
    acts: Choices {
        PushButton {
            lead: Icons.cross
            text: page.first === "face" ? qsTr("Not this way") : qsTr("I do not have it")
            sign: Icons.forward
            onClicked: page.answered("without", "")
        }
    }

    Timer {
        interval: 1000
        repeat: true
        running: Theme.motion && page.waitLeft > 0
        onTriggered: page.waitLeft -= 1
    }
}
