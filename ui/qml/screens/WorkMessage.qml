import "../controls"

MessagePage {
    id: page

    required property string word
    required property string label
    required property int count
    required property int of
    required property string detail

    sign: {
        switch (word) {
        case "written": case "tested": return "done"
        case "audited": return count > 0 ? "wait" : "done"
        case "second_person": case "close_all": return "info"
        }
        return "wait"
    }
    headline: {
        switch (word) {
        case "must_be_empty": return qsTr("The machine has to be empty")
        case "close_all": return qsTr("Please close every door")
        case "written": return qsTr("The doors are learned")
        case "not_written": return qsTr("The site file could not be written")
        case "tested": return qsTr("The lock of door %1 works").arg(label)
        case "test_failed": return qsTr("Door %1 did not pass").arg(label)
        case "audited": return count > 0 ? qsTr("%n compartments were not as booked", "", count)
                                         : qsTr("Everything is as it is booked")
        case "second_person": return qsTr("A second technician is needed")
        case "not_a_second": return qsTr("That was not a second technician")
        case "board_silent": return qsTr("Board %1 does not answer").arg(label)
        case "attempts": return qsTr("Many attempts")
        }
        return ""
    }
    explained: {
        switch (word) {
        case "must_be_empty": return qsTr("Something lies in %n compartments. Take it out by a check of the contents first.", "", count)
        case "close_all": return qsTr("Doors open one at a time. Tell us the number, then close it.")
        case "written": return qsTr("The old site file is kept as %1. The machine starts anew now.").arg(detail)
        case "not_written": return qsTr("What was learned is kept. The old site file is in use: %1").arg(detail)
        case "tested": return qsTr("It opened %n times out of %1.", "", count).arg(of)
        case "test_failed": return qsTr("It opened %n times out of %1. Take it out of service or repair it.", "", count).arg(of)
        case "audited": return qsTr("%n compartments were checked. Everything is in the journal.", "", of)
        case "second_person": return qsTr("What lies in compartment %1 is opened by two people. The other one signs in now.").arg(label)
        case "not_a_second": return qsTr("Compartment %1 stays shut.").arg(label)
        case "board_silent": return qsTr("Check its power, wires and address: %1").arg(detail)
        case "attempts": return attempts()
        }
        return ""
    }
    function attempts(): string {
        switch (label.split("/")[0]) {
        case "scan": return qsTr("Unknown codes were held before the scanner, again and again. See that the scanner is clean and nobody has tampered with it.")
        case "look": return qsTr("Unknown faces were before the camera, again and again. See that nobody has tampered with it.")
        case "badge": return qsTr("Unknown badges were held before the reader, again and again. See that nobody has tampered with it.")
        case "command": return qsTr("Doors were to be opened from afar, again and again. Ask the operator whether that is right.")
        }
        return qsTr("Wrong codes were typed here, again and again. See that nobody has tampered with the machine.")
    }

    acts: Choices {
        PushButton {
            main: true
            grave: page.word === "close_all" || page.word === "attempts"
            centred: true
            text: page.word === "close_all" ? qsTr("All doors are closed")
                : page.word === "attempts" ? qsTr("I have looked") : qsTr("Continue")
            onClicked: page.answered("ok", "")
        }
    }
}
