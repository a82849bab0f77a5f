import theme
import controls

MessagePage {
    id: page

    required property var verdict

    readonly property string word: verdict?.word ?? ""
    readonly property string folder: "\u2066" + (verdict?.name ?? "").replace(/-/g, "\u2011") + "\u2069"

    sign: Match.of(word, {
        "": "info", done: "done", broken: "stop",
        "unreadable no_stick several cannot_open read_only full gone failed": "wait"
    })
    signPath: word === "" ? Icons.lower : ""
    headline: Match.of(word, {
        "": qsTr("Write the journal onto a USB stick"),
        done: qsTr("The journal is on the stick"),
        broken: qsTr("The journal can't be trusted from row %1 on").arg(verdict?.seq),
        unreadable: qsTr("The journal could not be read"),
        no_stick: qsTr("There is no stick"),
        several: qsTr("There is more than one stick"),
        cannot_open: qsTr("The machine can't open this stick"),
        read_only: qsTr("Nothing can be written onto this stick"),
        full: qsTr("The stick is full"),
        gone: qsTr("The stick went away"),
        failed: qsTr("That did not work")
    })
    explained: Match.of(word, {
        "": qsTr("Plug a stick in. The journal and the logs go into a new folder; everything else on it stays untouched and unread."),
        done: qsTr("%n rows are in the folder %1. You can pull the stick out.", "", verdict?.rows ?? 0).arg(folder),
        broken: qsTr("Nothing was written yet. It can be written as it is; what is written then says so."),
        unreadable: qsTr("The disk of the machine may be failing. Call the operator."),
        no_stick: qsTr("Plug one in, wait a moment and try again."),
        several: qsTr("Leave only the one that you want to write onto."),
        cannot_open: qsTr("Take one that is formatted as FAT32 or exFAT. If none works, this machine is not set up for sticks."),
        read_only: qsTr("Look for a small switch on it, or take another one."),
        full: qsTr("Nothing was left on it. Make room on it or take another one."),
        gone: qsTr("It was pulled out or it failed, and what is on it is not whole. Plug it in and try again, or take another one."),
        failed: qsTr("Nothing was written. Please try again.")
    })
    acts: Choices {
        PushButton {
            main: page.word !== "done"
            grave: page.word === "broken"
            centred: true
            text: Match.of(page.word, {
                "": qsTr("Write now"),
                broken: qsTr("Write it as it is"),
                done: qsTr("Write once more"),
                "unreadable no_stick several cannot_open read_only full gone failed": qsTr("Try again")
            })
            onClicked: page.answered(grave ? "write_broken" : "write", "")
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
