import controls
import drawings

DoorPage {
    required property string why
    required property bool reminded

    way: Match.of(why, {
        "cannot_reach empty not_mine": "take", "occupied too_small changed_mind undo": "put", looked: "look"
    })
    step: why === "undo" || why === "looked" ? 2 : 3
    scene: Match.of(why, {
        not_mine: Scenes.putBack, "cannot_reach occupied": Scenes.pushFull, "undo looked": Scenes.take,
        "empty too_small changed_mind": Scenes.push
    })
    headline: Match.of(why, {
        not_mine: qsTr("Put it back and close door %1").arg(label),
        undo: qsTr("Take the parcel out and close door %1").arg(label),
        "cannot_reach empty occupied too_small changed_mind looked": qsTr("Please close door %1").arg(label)
    })
    instruction: Match.of(why, {
        cannot_reach: qsTr("Leave your parcel inside. We keep it safe for you."),
        empty: qsTr("We'll note that it was empty."),
        not_mine: qsTr("The other parcel stays locked in until it is picked up."),
        occupied: qsTr("Leave what is inside. Another door opens next."),
        too_small: qsTr("Keep the parcel. A larger door opens next."),
        changed_mind: qsTr("Keep the parcel. We won't count it as delivered."),
        looked: qsTr("Take what is yours first."),
        undo: qsTr("We'll no longer count it as delivered.")
    })
    notice: reminded ? qsTr("Door %1 is still open.").arg(label) : ""
    noticeSub: reminded ? qsTr("Push it until it clicks.") : ""
}
