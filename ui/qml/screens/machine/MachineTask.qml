import controls
import theme

MessagePage {
    id: page

    required property string kind
    required property string name
    required property var labels
    required property int worst
    required property bool can_finish
    required property int times

    /** What is written from left to right, in every language. */
    readonly property string degrees: "\u2066" + Theme.figure((worst / 10).toFixed(1)) + " °C\u2069"
    readonly property string called: "\u2068" + name + "\u2069"

    /** Of a kind of thing and its name, as the site file has it. */
    function unsteady(kind: string, called: string): string {
        const name = "\u2068" + called + "\u2069"
        return Match.of(kind, {
            line: qsTr("Line %1 keeps dropping out").arg(name),
            board: qsTr("Board %1 keeps dropping out").arg(name),
            door: qsTr("The sensor of door %1 keeps dropping out").arg(name),
            "zone supply contact": qsTr("%1 keeps dropping out").arg(name)
        })
    }

    sign: ["watch", "flapping"].includes(kind) ? "wait" : "stop"
    headline: Match.of(kind, {
        climate: qsTr("Too warm or too cold in %1").arg(called),
        watch: qsTr("No temperature from %1").arg(called),
        flapping: () => unsteady(name.slice(0, name.indexOf(" ")), name.slice(name.indexOf(" ") + 1)),
        alarm: qsTr("Tamper alarm: %1 was opened").arg(called),
        "take_away inspect repair open help audit maintain commission attempts money receipt clear overstayed clean check": ""
    })
    explained: Match.of(kind, {
        //: %1 is one or several numbers of doors, %2 a temperature with its unit
        climate: qsTr("Doors %1, at worst %2. Check the cooling and its power. This task ends when the temperature is right again.").arg(labels.join(", ")).arg(degrees),
        watch: qsTr("The sensor does not answer. Check its power, wires and address. This task ends when it answers."),
        flapping: (times > 0 ? qsTr("%n times in the last hour.", "", times) + " " : "")
            + qsTr("Check the plug, the wires and the power. This task also ends after one hour without an interruption."),
        alarm: qsTr("Check the cabinet for damage and open doors, and that nothing is missing."),
        "take_away inspect repair open help audit maintain commission attempts money receipt clear overstayed clean check": ""
    })
    acts: Choices {
        PushButton {
            main: true
            grave: page.can_finish
            centred: true
            text: page.can_finish ? qsTr("I've checked it") : qsTr("Go back")
            onClicked: page.answered(page.can_finish ? "ok" : "back", "")
        }
    }
}
