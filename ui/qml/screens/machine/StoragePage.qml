import QtQuick
import theme
import controls

Page {
    id: page

    required property var seen
    required property var verdict

    readonly property string word: verdict?.word ?? ""
    readonly property bool read: seen?.free !== undefined
    readonly property bool full: read && seen.free < 200e6
    readonly property bool unsaved: read && (seen.last_backup === "" || seen.unsaved > 0)

    function size(bytes: real): string {
        return bytes >= 1e9 ? qsTr("%1 GB").arg(Theme.figure((bytes / 1e9).toFixed(1))) : qsTr("%1 MB").arg(Theme.figure((bytes / 1e6).toFixed(1)))
    }

    readonly property bool broken: word === "broken"
    readonly property bool worn: read && seen.worn >= 80
    /** The one thing that is wrong most. */
    readonly property string trouble: !read ? "unread" : broken ? "broken" : full ? "full"
        : seen.unsaved > 0 || seen.last_backup === "" ? "unsaved" : worn ? "worn" : ""

    steady: true
    spoken: judged.text
    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: Theme.landscape ? height : shows.implicitHeight

    shows: Item {
        implicitHeight: head.implicitHeight + 4 * Theme.unit

        Column {
            id: head
            width: parent.width
            topPadding: 2 * Theme.unit
            spacing: 3 * Theme.unit

            Verdict {
                id: judged
                width: parent.width
                kind: Match.of(page.trouble, { "": "done", "unsaved worn": "wait", "unread broken full": "stop" })
                text: Match.of(page.trouble, {
                    "": qsTr("Disk and journal are fine"),
                    unread: qsTr("Disk status not available"),
                    broken: () => qsTr("The journal can't be trusted from row %1 on").arg(Theme.figure(page.verdict.seq)),
                    full: qsTr("The disk is nearly full"),
                    unsaved: page.read && page.seen.unsaved > 0 ? qsTr("No backup for %n days", "", page.seen.unsaved)
                                                                : qsTr("No backup yet"),
                    worn: qsTr("The disk is nearly worn out")
                })
                sub: Match.of(page.trouble, {
                    "": qsTr("The newest rows were checked when the machine started."),
                    unread: qsTr("The disk may be failing. Save the journal now, then tell the operator."),
                    broken: qsTr("Change nothing here. Save the journal and call the operator."),
                    full: qsTr("Save the journal and tell the operator: the disk will soon be full."),
                    unsaved: qsTr("Save the journal, then tell the operator: no backups are made."),
                    worn: qsTr("Tell the operator: the disk has to be replaced.")
                })
            }
            Figures {
                width: parent.width
                roomy: true
                visible: page.read
                figures: !page.read ? [] : [
                    {
                        value: page.size(page.seen.free),
                        name: qsTr("free of %1").arg(page.size(page.seen.total)),
                        kind: page.full ? "stop" : ""
                    },
                    {
                        value: page.seen.last_backup === "" ? qsTr("never")
                             : page.seen.unsaved > 0 ? page.seen.unsaved : page.seen.last_backup.slice(-5),
                        name: page.seen.last_backup === "" ? qsTr("last backup")
                            : page.seen.unsaved > 0 ? qsTr("days without a backup") : qsTr("last backup, %1").arg("\u2066" + page.seen.last_backup.slice(0, 10) + "\u2069"),
                        kind: page.unsaved ? "wait" : ""
                    },
                    {
                        value: page.seen.worn < 0 ? "–" : Theme.figure(page.seen.worn) + " %",
                        name: page.seen.worn < 0 ? qsTr("wear not reported") : qsTr("wear of the disk"),
                        kind: page.worn ? "wait" : ""
                    }
                ]
            }
            Notice {
                width: parent.width
                visible: text !== "" && page.trouble !== "broken"
                kind: Match.of(page.word, {
                    "": "info", done: "done", broken: "stop",
                    "unreadable no_stick several cannot_open read_only full gone failed": "wait"
                })
                text: Match.of(page.word, {
                    "": "",
                    done: qsTr("All %n rows of the journal are intact", "", page.verdict?.rows ?? 0),
                    broken: qsTr("The journal can't be trusted from row %1 on").arg(Theme.figure(page.verdict?.seq ?? "")),
                    unreadable: qsTr("The journal can't be read"),
                    "no_stick several cannot_open read_only full gone failed": qsTr("The journal was not verified")
                })
                sub: Match.of(page.word, {
                    "": "",
                    done: "",
                    broken: qsTr("Change nothing here. Save the journal and call the operator."),
                    unreadable: qsTr("The disk may be failing. Call the operator."),
                    "no_stick several cannot_open read_only full gone failed": qsTr("Please try again.")
                })
            }
        }
    }
    asks: FactList {
        visible: page.read
        facts: !page.read ? [] : [
            {
                name: qsTr("Last backup, verified"),
                value: page.seen.last_backup || qsTr("never"),
                wrong: page.unsaved
            },
            {
                name: qsTr("Journal"),
                value: qsTr("%n rows", "", page.seen.rows) + " · " + page.size(page.seen.journal)
            },
            { name: qsTr("Checked at the start"), value: qsTr("%n rows", "", page.seen.verified_rows) },
            { name: qsTr("Last signature"), value: page.seen.last_checkpoint || qsTr("never") },
            { name: "SQLite", value: page.seen.sqlite }
        ]
    }
    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Verify the whole journal")
            onClicked: page.answered("ok", "")
        }
    }
}
