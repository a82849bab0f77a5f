import controls
import drawings

MessagePage {
    id: page

    required property string kind
    required property string label
    required property bool kept
    required property bool can_retry
    required property bool can_ask_low
    required property bool space

    readonly property bool named: label !== ""

    number: label
    calm: kept && ["jammed", "not_sent", "refused", "cannot_reach", "more_proof", "closed", "not_complete", "not_first", "not_released", "cleared"].includes(kind)
        ? space ? qsTr("Your things are safe") : qsTr("Your parcel is safe") : ""
    scene: Match.of(kind, {
        "jammed refused": Scenes.stuck, unknown: Scenes.unsure, not_sent: can_retry ? Scenes.unsure : Scenes.stuck,
        "cannot_reach not_mine cleared": Scenes.calling, low_door: Scenes.low, "empty nothing_waiting": Scenes.nothing,
        "temperature temperature_now closed not_complete not_first not_released": Scenes.stuck, "quota none_left": Scenes.later,
        more_proof: Scenes.proving, goes_back: Scenes.nothing
    })
    sign: Match.of(kind, {
        "jammed refused temperature": "stop",
        "not_mine cannot_reach low_door more_proof cleared": "info",
        "not_sent unknown empty nothing_waiting goes_back": "wait",
        "temperature_now closed not_complete not_first not_released quota none_left": "wait"
    })
    headline: Match.of(kind, {
        jammed: named ? qsTr("Door %1 did not open").arg(label) : qsTr("The door did not open"),
        not_sent: named ? qsTr("Door %1 does not answer").arg(label) : qsTr("The door does not answer"),
        unknown: named ? qsTr("Is door %1 open?").arg(label) : qsTr("Is a door open?"),
        refused: named ? qsTr("Door %1 can't be opened now").arg(label)
                       : qsTr("The door can't be opened now"),
        cannot_reach: qsTr("We'll find another way"),
        low_door: qsTr("Next time, a low door"),
        empty: named ? qsTr("Door %1 was empty").arg(label) : qsTr("The door was empty"),
        not_mine: qsTr("Thank you for telling us"),
        temperature: named ? qsTr("The parcel in door %1 can't be handed out").arg(label)
                           : qsTr("This parcel can't be handed out"),
        more_proof: named ? qsTr("Door %1 stays shut").arg(label) : qsTr("The door stays shut"),
        "closed not_complete not_first not_released temperature_now": named
            ? qsTr("Door %1 stays shut for now").arg(label) : qsTr("The door stays shut for now"),
        none_left: qsTr("None is here at the moment"),
        quota: qsTr("You can't do this again for now"),
        goes_back: qsTr("Your parcel is on its way back"),
        cleared: qsTr("We took your things out and keep them for you"),
        nothing_waiting: qsTr("Nothing is waiting for you here")
    })
    explained: Match.of(kind, {
        jammed: kept ? qsTr("We have been told. Please call us.")
                     : qsTr("We'll repair it."),
        not_sent: can_retry ? qsTr("The door is still shut, and nothing has changed. Please try again.")
                            : qsTr("The door is still shut, and nothing has changed. Please call us."),
        unknown: kept ? qsTr("If so, take what is yours and close the door. If not, please call us.")
                      : qsTr("If so, please close it. We'll have a look."),
        none_left: qsTr("All are out. Please come back later."),
        quota: qsTr("There is a limit for everybody. Please come back later."),
        refused: qsTr("Please call us."),
        cannot_reach: kept ? qsTr("Your parcel stays here for you. Please call us.") : qsTr("Please call us."),
        low_door: qsTr("Your next parcels get a low door, whenever one is free."),
        empty: qsTr("We'll look into it. Please call us."),
        not_mine: qsTr("The other parcel is locked in again. Please call us about yours."),
        temperature: qsTr("The parcel was too warm or too cold for too long. Your claim is safe. Please call us."),
        more_proof: qsTr("We need one more proof to open this door. Come back with it, or call us."),
        closed: qsTr("This place is closed now. Please come back during opening hours."),
        not_complete: qsTr("Your order isn't complete yet. Please come back when all of it is here."),
        not_first: qsTr("Something else has to be done first. Please call us."),
        not_released: qsTr("Your parcel isn't released yet. Please call us."),
        temperature_now: qsTr("The temperature behind this door isn't right at the moment. Please call us."),
        goes_back: qsTr("Your parcel wasn't picked up in time. Please call us."),
        cleared: qsTr("The rent ended long ago. Please call us to get your things back."),
        nothing_waiting: qsTr("Everything for this code has already been picked up.")
    })
    asks: CallCard {
        machine: page.stage.machine
        visit: page.stage.visit
        word: page.stage.word
        phone: page.stage.phone
        code: page.stage.callCode
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
