pragma ComponentBehavior: Bound

import QtQuick
import controls
import drawings
import theme

MessagePage {
    id: page

    required property var total
    required property string way
    required property string step
    required property bool can_cancel
    required property string link
    required property int until
    required property bool door

    property int seconds: until

    readonly property string square: stage.qrOf(link)

    onUntilChanged: seconds = until
    sign: "info"
    scene: square !== "" ? [] : Match.of(step, {
        connecting: Scenes.payWait, show_card: Scenes.payCard, "reading authorising finishing": Scenes.payWait,
        pin: Scenes.payPin, remove_card: Scenes.payTakeCard, open_link: Scenes.payPhone
    })
    picture: square !== "" ? code : null
    headline: Match.of(step, {
        connecting: qsTr("One moment, please"),
        show_card: qsTr("Hold your card to the terminal"),
        reading: qsTr("Reading your card"),
        pin: qsTr("Please look at the terminal"),
        authorising: qsTr("Your payment is being checked"),
        remove_card: qsTr("Please take your card"),
        open_link: qsTr("Scan this code with your phone"),
        finishing: qsTr("Finishing the payment")
    })
    explained: Match.of(step, {
        connecting: qsTr("We are starting the payment of %1.").arg(Amounts.amount(total, stage.language, Theme.digits)),
        show_card: qsTr("Or insert it. You pay %1.").arg(Amounts.amount(total, stage.language, Theme.digits)),
        reading: qsTr("Please leave the card where it is."),
        pin: qsTr("Enter your PIN there, or follow what it says."),
        authorising: qsTr("This can take up to a minute."),
        remove_card: qsTr("The payment continues by itself."),
        open_link: (door ? qsTr("Pay %1 there. Then the door opens.") : qsTr("Pay %1 there.")).arg(Amounts.amount(total, stage.language, Theme.digits)),
        finishing: door ? qsTr("Please wait. The door opens next.") : qsTr("Please wait.")
    })
    asks: Notice {
        kind: "info"
        text: page.seconds > 90 ? qsTr("Valid for %n minutes more", "", Math.ceil(page.seconds / 60))
            : page.seconds > 0 ? qsTr("Valid for %n seconds more", "", page.seconds) : ""
    }
    acts: Choices {
        PushButton {
            visible: page.can_cancel
            lead: Icons.cross
            text: qsTr("Cancel payment")
            onClicked: page.answered("cancel", "")
        }
    }

    Component {
        id: code
        Item {
            CallCode {
                anchors.centerIn: parent
                width: Math.min(parent.width, parent.height)
                height: width
                source: page.square
            }
        }
    }
    Timer {
        interval: 1000
        repeat: true
        running: Theme.running && page.seconds > 0
        onTriggered: page.seconds -= 1
    }
}
