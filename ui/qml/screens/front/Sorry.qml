import controls

MessagePage {
    id: page

    required property string kind
    required property string label
    required property bool kept
    required property bool can_retry
    required property bool can_ask_low

    readonly property bool named: label !== ""

    sign: Match.of(kind, {
        "jammed refused temperature": "stop",
        "not_mine cannot_reach low_door more_proof": "info",
        "not_sent unknown empty nothing_waiting": "wait"
    })
    headline: Match.of(kind, {
        jammed: named ? qsTr("Door %1 did not open").arg(label) : qsTr("The door did not open"),
        not_sent: named ? qsTr("Door %1 is not answering").arg(label) : qsTr("The door is not answering"),
        unknown: named ? qsTr("Is door %1 open?").arg(label) : qsTr("Is a door open?"),
        refused: named ? qsTr("Door %1 cannot be opened now").arg(label)
                       : qsTr("The door cannot be opened now"),
        cannot_reach: qsTr("We will find another way"),
        low_door: qsTr("Next time, a low door"),
        empty: named ? qsTr("Door %1 was empty").arg(label) : qsTr("The door was empty"),
        not_mine: qsTr("Thank you for telling us"),
        temperature: named ? qsTr("What is in door %1 cannot be given out").arg(label)
                           : qsTr("It cannot be given out"),
        more_proof: named ? qsTr("Door %1 stays shut").arg(label) : qsTr("The door stays shut"),
        nothing_waiting: qsTr("Nothing is waiting for you here")
    })
    explained: Match.of(kind, {
        jammed: kept ? qsTr("Your parcel is safe inside and stays yours. Please call us.")
                     : qsTr("It will be repaired."),
        not_sent: can_retry ? qsTr("It is still shut and nothing has changed. Please try again.")
                            : qsTr("It is still shut and nothing has changed. Please call us."),
        unknown: kept ? qsTr("If it is, take what is yours and close it. If not, please call us.")
                      : qsTr("If it is, please close it. Somebody will look at it."),
        refused: kept ? qsTr("What is yours stays yours. Please call us.")
                      : qsTr("Please call us."),
        cannot_reach: qsTr("Your parcel is safe and stays yours. Please call us."),
        low_door: qsTr("Your next parcels go behind a door within reach, whenever one is free."),
        empty: qsTr("We have noted it and will look into it. Please call us."),
        not_mine: qsTr("It is locked in and will be collected. Please call us about your own."),
        temperature: qsTr("It was too warm or too cold for too long. You keep your claim. Please call us."),
        more_proof: qsTr("It opens for one more proof. What is yours stays yours: come back with it, or call us."),
        nothing_waiting: qsTr("Everything for this code has already been taken.")
    })
    asks: CallCard {
        machine: page.stage.machine
        visit: page.stage.visit
        word: page.stage.word
        phone: page.stage.phone
    }
    acts: Choices {
        stripColumns: 2

        PushButton {
            visible: page.can_retry
            main: true
            centred: true
            text: qsTr("Try again")
            onClicked: page.answered("try_again", "")
        }
        PushButton {
            visible: page.can_ask_low
            centred: true
            text: qsTr("A low door next time")
            onClicked: page.answered("low_door", "")
        }
        PushButton {
            main: !page.can_retry
            centred: true
            text: page.can_retry ? qsTr("Not now") : qsTr("OK")
            onClicked: page.answered("done", "")
        }
    }
}
