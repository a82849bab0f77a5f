import controls
import drawings
import theme

MessagePage {
    id: page

    required property string word
    required property string label
    required property int count
    required property int of
    required property string detail

    number: label
    scene: Match.of(word, {
        must_be_empty: Scenes.full, close_all: Scenes.push, "written tested": Scenes.shut, test_failed: Scenes.failed,
        audited: count > 0 ? Scenes.differs : Scenes.shut, second_person: Scenes.both, not_a_second: Scenes.notBoth,
        not_written: Scenes.file("cross"), board_silent: Scenes.board("cross"),
        overstayed: Scenes.later,
        attempts: () => Scenes.tried(Match.of(label.split("/")[0], {
            scan: "scanner", look: "camera", badge: "badge", command: "call", type: "pad"
        }))
    })
    sign: Match.of(word, {
        "written tested": "done",
        audited: count > 0 ? "wait" : "done",
        "second_person close_all": "info",
        "must_be_empty not_written test_failed not_a_second board_silent attempts overstayed": "wait"
    })
    headline: Match.of(word, {
        must_be_empty: qsTr("The machine has to be empty"),
        close_all: qsTr("Please close every door"),
        written: qsTr("All doors are learned"),
        not_written: qsTr("The site file was not written"),
        tested: qsTr("The lock of door %1 works").arg(label),
        test_failed: qsTr("Door %1 did not pass").arg(label),
        audited: count > 0 ? qsTr("%n doors don't match our records", "", count)
                           : qsTr("Everything matches our records"),
        second_person: qsTr("A second technician is needed"),
        not_a_second: qsTr("That was not a second technician"),
        board_silent: qsTr("Board %1 does not answer").arg(label),
        attempts: qsTr("Many attempts"),
        overstayed: qsTr("The rent of door %1 has ended").arg(label)
    })
    explained: Match.of(word, {
        must_be_empty: qsTr("%n doors are not empty. Empty them with “Check contents” first.", "", count),
        close_all: qsTr("Doors open one at a time. Tell us the number, then close it."),
        written: qsTr("The old site file is kept as %1. The machine restarts now.").arg(detail),
        not_written: qsTr("The learned doors are kept. The old site file is still in use: %1").arg(detail),
        tested: qsTr("Opened %n times out of %1.", "", count).arg(Theme.figure(of)),
        test_failed: qsTr("Opened %n times out of %1. Take the door out of service or repair it.", "", count).arg(Theme.figure(of)),
        audited: qsTr("%n doors checked. The results are in the journal.", "", of),
        second_person: qsTr("Door %1 needs two people. The second technician signs in now.").arg(label),
        not_a_second: qsTr("Door %1 stays shut.").arg(label),
        board_silent: qsTr("Check its power, wires and address: %1").arg(detail),
        attempts: () => attempts(),
        overstayed: qsTr("Please talk to the person who rents it. Nothing is taken out yet.")
    })
    function attempts(): string {
        return Match.of(label.split("/")[0], {
            scan: qsTr("Many unknown codes at the scanner. Check that it is clean and nobody has tampered with it."),
            look: qsTr("Many unknown faces at the camera. Check that nobody has tampered with it."),
            badge: qsTr("Many unknown badges at the reader. Check that nobody has tampered with it."),
            command: qsTr("Many remote attempts to open doors. Ask the operator whether that is right."),
            type: qsTr("Many wrong codes typed here. Check that nobody has tampered with the machine.")
        })
    }

    acts: Choices {
        PushButton {
            main: true
            grave: ["close_all", "attempts", "overstayed"].includes(page.word)
            centred: true
            text: Match.of(page.word, {
                close_all: qsTr("All doors are closed"),
                attempts: qsTr("I've checked it"),
                overstayed: qsTr("I've talked to them"),
                "must_be_empty written not_written tested test_failed audited second_person not_a_second board_silent": qsTr("Continue")
            })
            onClicked: page.answered("ok", "")
        }
    }
}
