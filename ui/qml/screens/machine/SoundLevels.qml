import QtQuick
import theme
import controls

Page {
    id: page

    required property int day
    required property int night
    required property int brightness
    required property string playing
    required property bool by_night

    function hears(tone: string): bool {
        return playing === tone
    }
    function of(step: int): string {
        return qsTr("%1 of %2").arg(Theme.figure(step)).arg(Theme.figure(5))
    }

    steady: true
    showsLeast: head.implicitHeight + 2 * Theme.unit
    showsMost: Theme.landscape ? height : 90 * Theme.unit

    shows: Item {
        implicitHeight: head.implicitHeight + 4 * Theme.unit

        Column {
            id: head
            width: parent.width
            spacing: 4 * Theme.unit

            Headline {
                width: parent.width
                topPadding: Theme.landscape ? 0 : 3 * Theme.unit
                text: page.brightness > 0 ? qsTr("Sound and brightness") : qsTr("Sound")
                sub: qsTr("Changes are saved. If you hear nothing, check the loudspeaker and its plug.")
            }
            Figures {
                width: parent.width
                roomy: true
                figures: [
                    { value: page.of(page.day), name: page.day > 0 ? qsTr("loud by day") : qsTr("no sound by day"), kind: page.day > 0 ? "" : "wait" },
                    { value: page.of(page.night), name: page.night > 0 ? qsTr("loud at night") : qsTr("no sound at night"), kind: "" },
                    ...(page.brightness > 0 ? [{ value: page.of(page.brightness), name: qsTr("bright"), kind: "" }] : [])
                ]
            }
        }
    }
    acts: Column {
        spacing: (Theme.landscape ? 2 : 4) * Theme.unit

        Grid {
            id: levels
            readonly property bool strip: Theme.reach && Theme.landscape
            readonly property real cell: (width - (columns - 1) * spacing) / columns
            width: parent.width
            columns: strip ? (page.brightness > 0 ? 3 : 2) : 1
            spacing: (Theme.landscape ? 2 : 4) * Theme.unit

            LevelRow {
                width: levels.cell
                narrow: levels.strip
                text: qsTr("By day")
                step: page.day
                onLess: page.answered("day_down", "")
                onMore: page.answered("day_up", "")
            }
            LevelRow {
                width: levels.cell
                narrow: levels.strip
                text: qsTr("At night")
                step: page.night
                onLess: page.answered("night_down", "")
                onMore: page.answered("night_up", "")
            }
            LevelRow {
                width: levels.cell
                narrow: levels.strip
                visible: page.brightness > 0
                text: qsTr("Brightness")
                step: page.brightness
                least: 1
                onLess: page.answered("darker", "")
                onMore: page.answered("brighter", "")
            }
        }
        Choices {
            width: parent.width
            stripColumns: 4
            uprightColumns: 2
            landscapeColumns: 2

            PushButton {
                lead: page.hears("touched") ? Icons.clock : Icons.sound
                text: qsTr("Touch")
                onClicked: page.answered("hear_touched", "")
            }
            PushButton {
                lead: page.hears("open") ? Icons.clock : Icons.sound
                text: qsTr("Door opens")
                onClicked: page.answered("hear_open", "")
            }
            PushButton {
                lead: page.hears("done") ? Icons.clock : Icons.sound
                text: qsTr("Success")
                onClicked: page.answered("hear_done", "")
            }
            PushButton {
                lead: page.hears("look_here") ? Icons.clock : Icons.sound
                text: qsTr("Reminder")
                onClicked: page.answered("hear_look_here", "")
            }
        }
    }
}
