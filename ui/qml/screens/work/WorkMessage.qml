import controls

MessagePage {
    id: page

    required property string word
    required property string label
    required property int count
    required property int of
    required property string detail

    sign: Match.of(word, {
        "written tested": "done",
        audited: count > 0 ? "wait" : "done",
        "second_person close_all": "info",
        "must_be_empty not_written test_failed not_a_second board_silent attempts": "wait"
    })
    headline: Match.of(word, {
        must_be_empty: qsTr("The machine has to be empty"),
        close_all: qsTr("Please close every door"),
        written: qsTr("The doors are learned"),
        not_written: qsTr("The site file could not be written"),
        tested: qsTr("The lock of door %1 works").arg(label),
        test_failed: qsTr("Door %1 did not pass").arg(label),
        audited: count > 0 ? qsTr("%n compartments were not as booked", "", count)
                           : qsTr("Everything is as it is booked"),
        second_person: qsTr("A second technician is needed"),
        not_a_second: qsTr("That was not a second technician"),
        board_silent: qsTr("Board %1 does not answer").arg(label),
        attempts: qsTr("Many attempts")
    })
    explained: Match.of(word, {
        must_be_empty: qsTr("Something lies in %n compartments. Take it out by a check of the contents first.", "", count),
        close_all: qsTr("Doors open one at a time. Tell us the number, then close it."),
        written: qsTr("The old site file is kept as %1. The machine starts anew now.").arg(detail),
        not_written: qsTr("What was learned is kept. The old site file is in use: %1").arg(detail),
        tested: qsTr("It opened %n times out of %1.", "", count).arg(of),
        test_failed: qsTr("It opened %n times out of %1. Take it out of service or repair it.", "", count).arg(of),
        audited: qsTr("%n compartments were checked. Everything is in the journal.", "", of),
        second_person: qsTr("What lies in compartment %1 is opened by two people. The other one signs in now.").arg(label),
        not_a_second: qsTr("Compartment %1 stays shut.").arg(label),
        board_silent: qsTr("Check its power, wires and address: %1").arg(detail),
        attempts: () => attempts()
    })
    function attempts(): string {
        return Match.of(label.split("/")[0], {
            scan: qsTr("Unknown codes were held before the scanner, again and again. See that the scanner is clean and nobody has tampered with it."),
            look: qsTr("Unknown faces were before the camera, again and again. See that nobody has tampered with it."),
            badge: qsTr("Unknown badges were held before the reader, again and again. See that nobody has tampered with it."),
            command: qsTr("Doors were to be opened from afar, again and again. Ask the operator whether that is right."),
            type: qsTr("Wrong codes were typed here, again and again. See that nobody has tampered with the machine.")
        })
    }

    acts: Choices {
        PushButton {
            main: true
            grave: page.word === "close_all" || page.word === "attempts"
            centred: true
            text: Match.of(page.word, {
                close_all: qsTr("All doors are closed"),
                attempts: qsTr("I have looked"),
                "must_be_empty written not_written tested test_failed audited second_person not_a_second board_silent": qsTr("Continue")
            })
            onClicked: page.answered("ok", "")
        }
    }
}
