import QtQuick
import controls
import drawings
import theme

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

    towards: Match.of(first, { face: "", "pin token offline totp badge delegation": stage.readsAt })
    scene: Match.of(first, {
        badge: Scenes.next(Scenes.badging(towards)), face: Scenes.next(Scenes.looking),
        "pin token offline totp delegation": Scenes.next(Scenes.reading(towards))
    })
    headline: Match.of(first, {
        badge: qsTr("Now show your badge"),
        face: qsTr("Now look at the camera"),
        "pin token offline totp delegation": qsTr("Now show your QR code")
    })
    explained: Match.of(second, {
        badge: qsTr("One more step. Your badge works too."),
        face: qsTr("One more step. You can also look into the camera."),
        "pin token offline totp delegation": qsTr("One more step before the door opens."),
        "": qsTr("One more step before the door opens.")
    })
    asks: Notice {
        kind: "wait"
        text: page.waitLeft > 0 ? qsTr("There were many attempts here.") : Match.of(page.problem, {
            "none wait": "",
            clock: qsTr("We can't check this code right now."),
            not_found: qsTr("That doesn't match your first code.")
        })
        sub: page.waitLeft > 0 ? qsTr("You can try again in %n seconds.", "", page.waitLeft) : Match.of(page.problem, {
            "none wait": "",
            clock: qsTr("Your parcel is safe. Use the digits from your message, or call us."),
            not_found: qsTr("Check it and try again.")
        })
    }
    acts: Choices {
        PushButton {
            lead: Icons.cross
            text: Match.of(page.first, {
                face: qsTr("Use something else"),
                "pin token offline totp badge delegation": qsTr("I don't have it")
            })
            sign: Icons.forward
            onClicked: page.answered("without", "")
        }
    }

    Timer {
        interval: 1000
        repeat: true
        running: Theme.running && page.waitLeft > 0
        onTriggered: page.waitLeft -= 1
    }
}
