import QtQuick
import theme
import controls

Page {
    id: page

    required property var seen
    required property bool shut
    required property bool may_change

    readonly property bool read: seen?.version !== undefined
    readonly property bool managed: read && seen.managed
    readonly property bool ready: read && seen.ready !== ""
    readonly property bool may: managed && shut && may_change
    readonly property string word: !read ? "unread" : !managed ? "unmanaged" : seen.trial ? "trial"
        : ready ? "ready" : seen.undone !== "" ? "undone" : "fine"
    /** What is new, in the language of the screen, else in English, else in the first there is. */
    readonly property string news: {
        const notes = read ? seen.notes : []
        const found = notes.find(one => one[0] === page.stage.language) ?? notes.find(one => one[0] === "en") ?? notes[0]
        return found ? found[1] : ""
    }

    /** Versions are read from left to right in every language. */
    function plain(text: string): string {
        return "\u2066" + text + "\u2069"
    }

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
                kind: Match.of(page.word, { fine: "done", "trial ready unmanaged": "info", "undone unread": "wait" })
                path: Match.of(page.word, {
                    ready: Icons.lower, fine: Icons.tick, "undone unread": Icons.bang, "trial unmanaged": Icons.letterI
                })
                text: Match.of(page.word, {
                    unread: qsTr("Version not available"),
                    unmanaged: () => qsTr("Version %1").arg(page.plain(page.seen.version)),
                    trial: () => qsTr("Version %1 is on trial").arg(page.plain(page.seen.version)),
                    ready: () => qsTr("Version %1 is ready").arg(page.plain(page.seen.ready)),
                    undone: () => qsTr("Version %1 did not work here").arg(page.plain(page.seen.undone)),
                    fine: () => qsTr("Version %1").arg(page.plain(page.seen.version))
                })
                sub: Match.of(page.word, {
                    unread: qsTr("The disk may be failing. Please check again."),
                    unmanaged: qsTr("This machine takes no updates by itself."),
                    trial: qsTr("After ten minutes without a fault it stays. Otherwise the version before comes back."),
                    ready: qsTr("If it does not work, this machine goes back to the old version by itself."),
                    undone: () => qsTr("Version %1 runs again.").arg(page.plain(page.seen.version)),
                    fine: qsTr("No newer version is on this machine.")
                })
            }
            Notice {
                width: parent.width
                visible: page.ready && page.news !== ""
                kind: "info"
                //: Of a new version; below it stands what the operator says of it.
                text: qsTr("What is new")
                sub: page.news
            }
            Notice {
                width: parent.width
                visible: page.managed && !page.shut
                kind: "wait"
                text: qsTr("A door is open")
                sub: qsTr("Close every door. Then you can change the version.")
            }
        }
    }
    asks: FactList {
        visible: page.managed
        facts: !page.managed ? [] : [
            { name: qsTr("Runs now"), value: page.plain(page.seen.version) },
            { name: qsTr("Ready to install"), value: page.ready ? page.plain(page.seen.ready) : qsTr("none") },
            {
                name: qsTr("To go back to"),
                value: page.seen.previous !== "" ? page.plain(page.seen.previous) : qsTr("none")
            }
        ]
    }
    acts: Choices {
        PushButton {
            visible: page.may && page.ready
            main: true
            centred: true
            text: qsTr("Install now")
            onClicked: page.answered("install", "")
        }
        PushButton {
            visible: page.may && page.seen.previous !== ""
            centred: true
            //: To the version that ran before; %1 is its number.
            text: visible ? qsTr("Go back to %1").arg(page.plain(page.seen.previous)) : ""
            onClicked: page.answered("go_back", "")
        }
        PushButton {
            main: !(page.may && page.ready)
            centred: true
            text: qsTr("Check again")
            onClicked: page.answered("ok", "")
        }
    }
}
