pragma ComponentBehavior: Bound

import QtQuick
import theme

/** Digits, of which labels have most, letters and the hyphen; in one strip along the bottom they take turns. */
Flow {
    id: keyboard

    property bool ready: false
    property real room: 0
    readonly property bool strip: Theme.reach && Theme.landscape
    readonly property var parts: ["ABCDEFGHIJKLM", "NOPQRSTUVWXYZ", "0123456789-"]
    property int part: 2

    readonly property list<string> keys: {
        if (!strip)
            return "1234567890ABCDEFGHIJKLMNOPQRSTUVWXYZ-".split("").concat("erase", "next")
        const others = [0, 1, 2].filter(one => one !== part).map(one => "part" + one)
        return parts[part].split("").concat(others, "erase", "next")
    }
    readonly property int columns: strip ? 9 : Theme.landscape ? 10 : 8
    readonly property real cell: Math.floor((width - spacing * (columns - 1)) / columns)
    readonly property int rowCount: Math.ceil((keys.length + 1) / columns)

    signal character(string which)
    signal erase()
    signal next()

    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true
    spacing: Theme.gap

    Repeater {
        model: keyboard.keys

        PushButton {
            id: key
            required property string modelData
            readonly property bool typingKey: true
            readonly property bool erases: modelData === "erase"
            readonly property bool hyphen: modelData === "-"
            readonly property int turnsTo: modelData.startsWith("part") ? Number(modelData.slice(4)) : -1

            main: modelData === "next"
            enabled: !main || keyboard.ready
            width: main ? 2 * keyboard.cell + keyboard.spacing : keyboard.cell
            height: Math.max(Theme.least, implicitHeight > Theme.target ? implicitHeight : 0, 1.35 * Theme.button, Math.min(15 * Theme.unit,
                (keyboard.room - (keyboard.rowCount - 1) * Theme.gap) / keyboard.rowCount))
            pad: 0.5 * Theme.unit
            centred: true
            labelSize: main || turnsTo >= 0 ? Theme.button : Math.max(5.6 * Theme.unit, Theme.button)
            text: main ? qsTr("Next") : erases ? ""
                : turnsTo === 0 ? "A–M" : turnsTo === 1 ? "N–Z" : turnsTo === 2 ? "0–9" : modelData
            Accessible.name: erases ? qsTr("Erase the last character") : hyphen ? qsTr("Hyphen") : text
            onClicked: {
                if (main)
                    keyboard.next()
                else if (erases)
                    keyboard.erase()
                else if (turnsTo >= 0)
                    keyboard.part = turnsTo
                else
                    keyboard.character(modelData)
            }

            Icon {
                anchors.centerIn: parent
                visible: key.erases
                size: 6.5 * Theme.unit
                path: Icons.erase
                tone: key.words
            }
        }
    }
}
