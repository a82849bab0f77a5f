import controls
import drawings

DoorPage {
    required property string kind
    required property bool reminded

    opens: !reminded
    way: Match.of(kind, {
        "take_away clear": "take",
        "inspect repair audit maintain open help alarm climate watch commission attempts flapping money receipt receipt": "look",
        "overstayed clean check": "look"
    })
    step: 2
    scene: Match.of(kind, {
        "take_away clear": Scenes.take, maintain: Scenes.push, "overstayed clean check": Scenes.look,
        "inspect repair audit open help alarm climate watch commission attempts flapping money receipt receipt": Scenes.look
    })
    headline: qsTr("Door %1 is open").arg(label)
    instruction: Match.of(kind, {
        take_away: qsTr("Take out what is inside and close the door."),
        inspect: qsTr("Look inside, then close the door."),
        clear: qsTr("Take everything out and close the door."),
        clean: qsTr("Clean it inside, then close the door."),
        check: qsTr("Look at what came back, then close the door."),
        repair: qsTr("Check the lock, then close the door."),
        audit: qsTr("See what is inside, then close the door."),
        maintain: qsTr("Close it again: we are testing its lock."),
        "open help alarm climate watch commission attempts flapping money receipt overstayed": qsTr("Do the task, then close the door.")
    })
    notice: reminded ? qsTr("Door %1 is still open.").arg(label) : ""
    noticeSub: reminded ? qsTr("Push it until it clicks.") : ""
}
