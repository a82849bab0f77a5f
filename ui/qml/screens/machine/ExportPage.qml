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
        "": qsTr("Save the journal to a USB stick"),
        done: qsTr("The journal is on the stick"),
        broken: qsTr("The journal can't be trusted from row %1 on").arg(Theme.figure(verdict?.seq ?? "")),
        unreadable: qsTr("The journal can't be read"),
        no_stick: qsTr("No USB stick found"),
        several: qsTr("More than one USB stick found"),
        cannot_open: qsTr("This USB stick can't be opened"),
        read_only: qsTr("This USB stick is write-protected"),
        full: qsTr("The USB stick is full"),
        gone: qsTr("The USB stick was removed"),
        failed: qsTr("The journal was not saved")
    })
    explained: Match.of(word, {
        "": qsTr("Plug a USB stick in. The journal and logs go into a new folder. Other files are neither read nor changed."),
        done: qsTr("%n rows are in folder %1. You can remove the stick.", "", verdict?.rows ?? 0).arg(folder),
        broken: qsTr("Nothing is saved yet. You can save it as it is, marked as damaged."),
        unreadable: qsTr("The disk may be failing. Call the operator."),
        no_stick: qsTr("Plug one in, wait a moment and try again."),
        several: qsTr("Leave in only the one you want to use."),
        cannot_open: qsTr("Use one formatted as FAT32 or exFAT. If none works, this machine is not set up for sticks."),
        read_only: qsTr("Check for a small switch on the stick, or use another one."),
        full: qsTr("Nothing was saved. Make room on the stick, or use another one."),
        gone: qsTr("The copy is incomplete. Plug the stick in and try again, or use another one."),
        failed: qsTr("Nothing was saved. Please try again.")
    })
    acts: Choices {
        PushButton {
            main: page.word !== "done"
            grave: page.word === "broken"
            centred: true
            text: Match.of(page.word, {
                "": qsTr("Save now"),
                broken: qsTr("Save as it is"),
                done: qsTr("Save again"),
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
