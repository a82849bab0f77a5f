import "../theme"
import "../controls"

MessagePage {
    id: page

    required property var verdict

    readonly property string word: verdict?.word ?? ""

    sign: word === "done" ? "done" : word === "" ? "info" : word === "broken" ? "stop" : "wait"
    signPath: word === "" ? Icons.lower : ""
    headline: {
        switch (word) {
        case "": return qsTr("Write the journal onto a USB stick")
        case "done": return qsTr("The journal is on the stick")
        case "broken": return qsTr("The journal can't be trusted from row %1 on").arg(verdict.seq)
        case "unreadable": return qsTr("The journal could not be read")
        case "no_stick": return qsTr("There is no stick")
        case "several": return qsTr("There is more than one stick")
        case "cannot_open": return qsTr("The machine can't open this stick")
        case "read_only": return qsTr("Nothing can be written onto this stick")
        case "full": return qsTr("The stick is full")
        case "gone": return qsTr("The stick went away")
        }
        return qsTr("That did not work")
    }
    explained: {
        switch (word) {
        case "": return qsTr("Plug a stick in. The journal and the logs go into a new folder; everything else on it stays untouched and unread.")
        case "done": return qsTr("%n rows are in the folder %1. You can pull the stick out.", "", verdict.rows).arg("\u2066" + verdict.name.replace(/-/g, "\u2011") + "\u2069")
        case "broken": return qsTr("Nothing was written yet. It can be written as it is; what is written then says so.")
        case "unreadable": return qsTr("The disk of the machine may be failing. Call the operator.")
        case "no_stick": return qsTr("Plug one in, wait a moment and try again.")
        case "several": return qsTr("Leave only the one that you want to write onto.")
        case "cannot_open": return qsTr("Take one that is formatted as FAT32 or exFAT. If none works, this machine is not set up for sticks.")
        case "read_only": return qsTr("Look for a small switch on it, or take another one.")
        case "full": return qsTr("Nothing was left on it. Make room on it or take another one.")
        case "gone": return qsTr("It was pulled out or it failed, and what is on it is not whole. Plug it in and try again, or take another one.")
        }
        return qsTr("Nothing was written. Please try again.")
    }
    acts: Choices {
        PushButton {
            main: page.word !== "done"
            grave: page.word === "broken"
            centred: true
            text: page.word === "" ? qsTr("Write now") : page.word === "broken" ? qsTr("Write it as it is")
                : page.word === "done" ? qsTr("Write once more") : qsTr("Try again")
            onClicked: page.answered(page.word === "broken" ? "write_broken" : "write", "")
        }
        PushButton {
            visible: page.word === "done"
            main: true
            centred: true
            text: qsTr("Done")
            onClicked: page.answered("back", "")
        }
    }
}
