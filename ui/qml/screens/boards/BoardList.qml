pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

Page {
    id: page

    required property var lines

    readonly property var every: lines.reduce((all, line) => all.concat(line.boards), [])
    readonly property var amiss: every.filter(board => !isWell(board))
    readonly property int odd: amiss.length
    readonly property int dead: amiss.filter(board => board.word !== "poor").length
    /** What has to be seen to stands first. */
    readonly property var boards: amiss.concat(every.filter(board => isWell(board)))

    function isWell(board: var): bool {
        return board.word === "good" || board.word === "waiting"
    }
    readonly property bool wordy: every.some(board => board.bank.length > 4)
    readonly property Pages pages: Pages {
        all: page.boards
        size: Theme.reach && Theme.landscape ? 3 : Theme.reach ? 4 : Theme.landscape ? 4 : page.wordy ? 4 : 8
    }

    spoken: verdict.text
    showsLeast: words.implicitHeight + 2 * Theme.unit
    showsMost: page.height

    shows: Item {
        implicitHeight: words.implicitHeight + 2 * Theme.unit

        Column {
            id: words
            width: parent.width
            topPadding: 2 * Theme.unit
            spacing: 3 * Theme.unit

            Verdict {
                id: verdict
                width: parent.width
                kind: page.dead > 0 ? "stop" : page.odd > 0 ? "wait" : "done"
                text: page.odd > 0 ? qsTr("%n boards need a look", "", page.odd) : qsTr("All boards answer well")
                sub: qsTr("Touch one to see what to check.")
            }
            Figures {
                width: parent.width
                roomy: true
                figures: [
                    { value: page.every.length, name: qsTr("boards"), kind: "" },
                    { value: page.dead, name: qsTr("without an answer"), kind: page.dead > 0 ? "stop" : "" },
                    { value: page.odd - page.dead, name: qsTr("poor answers"), kind: page.odd > page.dead ? "wait" : "" }
                ]
            }
            Repeater {
                model: Math.min(4, page.lines.length)

                Item {
                    id: line

                    required property int index
                    readonly property var told: page.lines[index]

                    width: words.width
                    implicitHeight: Math.max(sign.height, standing.implicitHeight)

                    Badge {
                        id: sign
                        anchors { left: parent.left; verticalCenter: parent.verticalCenter }
                        width: 5 * Theme.unit
                        height: width
                        kind: Match.of(line.told.word, { up: "done", down: "stop", starting: "info" })
                    }
                    Phrase {
                        id: standing
                        anchors {
                            left: sign.right; leftMargin: 2 * Theme.unit
                            right: parent.right; verticalCenter: parent.verticalCenter
                        }
                        text: Match.of(line.told.word, {
                            up: qsTr("Line %1 is connected").arg(line.told.name),
                            down: qsTr("Line %1 is not connected: check its adapter and cable").arg(line.told.name),
                            starting: qsTr("Connecting line %1").arg(line.told.name)
                        })
                    }
                }
            }
        }
    }
    acts: Choices {
        stripColumns: 3
        uprightColumns: page.wordy ? 1 : 2

        // A number and not the list: what is touched or focused must outlive the next news.
        Repeater {
            model: page.pages.shown.length

            PushButton {
                id: row

                required property int index
                readonly property var board: page.pages.shown[index] ?? { bank: "", word: "waiting", ago: -1, failed: 0, questions: 0 }
                readonly property string name: "\u2068" + board.bank + "\u2069"
                readonly property Ago ago: Ago { seconds: row.board.ago }

                lead: Match.of(board.word, {
                    good: Icons.tick, waiting: Icons.clock, poor: Icons.warn, "silent crowd cut_off": Icons.cross
                })
                leadTone: Match.of(board.word, {
                    good: Theme.done, waiting: Theme.quiet, poor: Theme.wait, "silent crowd cut_off": Theme.stop
                })
                text: Match.of(board.word, {
                    good: qsTr("Board %1: good").arg(name),
                    poor: qsTr("Board %1: poor").arg(name),
                    silent: qsTr("Board %1: no answer").arg(name),
                    crowd: qsTr("Board %1: two at one address").arg(name),
                    cut_off: qsTr("Board %1: line not connected").arg(name),
                    waiting: qsTr("Board %1: checking").arg(name)
                })
                sub: Match.of(board.word, {
                    poor: qsTr("%1 of %n questions failed in the last hour.", "", board.questions).arg(Theme.figure(board.failed)),
                    "good silent crowd waiting cut_off": ago.words
                })
                sign: Theme.landscape || page.wordy ? Icons.forward : ""
                onClicked: page.answered("picked", board.bank)
            }
        }
        PushButton {
            visible: page.pages.many
            text: qsTr("More")
            sign: Icons.forward
            onClicked: page.pages.turn()
        }
    }
}
