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
        return bytes >= 1e9 ? qsTr("%1 GB").arg((bytes / 1e9).toFixed(1)) : qsTr("%1 MB").arg((bytes / 1e6).toFixed(1))
    }

    steady: true
    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: Theme.landscape ? height : 80 * Theme.unit

    shows: Item {
        implicitHeight: head.implicitHeight + 4 * Theme.unit

        Column {
            id: head
            width: parent.width
            spacing: 4 * Theme.unit

            Headline {
                width: parent.width
                topPadding: Theme.landscape ? 0 : 3 * Theme.unit
                text: !page.read ? qsTr("Disk status not available")
                    : page.full ? qsTr("The disk is nearly full")
                    : page.seen.unsaved > 0 ? qsTr("No backup for %n days", "", page.seen.unsaved)
                    : qsTr("Disk and journal")
                sub: !page.read ? qsTr("The disk may be failing. Save the journal now, then tell the operator.")
                   : page.full ? qsTr("Save the journal and tell the operator: the disk will soon be full.")
                   : page.seen.unsaved > 0 ? qsTr("Save the journal, then tell the operator: no backups are made.")
                   : qsTr("The newest rows were checked when the machine started.")
            }
            Notice {
                width: parent.width
                kind: Match.of(page.word, {
                    "": "info", done: "done", broken: "stop",
                    "unreadable no_stick several cannot_open read_only full gone failed": "wait"
                })
                text: Match.of(page.word, {
                    "": "",
                    done: qsTr("All %n rows of the journal are intact", "", page.verdict?.rows ?? 0),
                    broken: qsTr("The journal can't be trusted from row %1 on").arg(page.verdict?.seq),
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
                name: qsTr("Free on the disk"),
                value: qsTr("%1 of %2").arg(page.size(page.seen.free)).arg(page.size(page.seen.total)),
                wrong: page.full
            },
            {
                name: qsTr("Journal"),
                value: qsTr("%n rows", "", page.seen.rows) + ", " + page.size(page.seen.journal)
            },
            { name: qsTr("Checked at the start"), value: qsTr("%n rows", "", page.seen.verified_rows) },
            {
                name: qsTr("Last backup, verified"),
                value: page.seen.last_backup || qsTr("never"),
                wrong: page.unsaved
            },
            { name: qsTr("Last signature"), value: page.seen.last_checkpoint || qsTr("never") },
            {
                name: qsTr("Wear of the disk"),
                value: page.seen.worn < 0 ? qsTr("not reported") : page.seen.worn + " %",
                wrong: page.seen.worn >= 80
            },
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
