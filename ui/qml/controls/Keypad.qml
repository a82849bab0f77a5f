pragma ComponentBehavior: Bound

import QtQuick
import theme

/** Digits, erase and next: three a row, or six where they are in one strip; with large words five of them, and a row
    for the two others. Never mirrored. */
Flow {
    id: keypad

    property bool ready: false
    property bool waiting: false
    property real rowHeight: Theme.target
    readonly property bool strip: Theme.reach && Theme.landscape
    readonly property bool large: strip && Theme.textScale > 1
    readonly property int columns: large ? 5 : strip ? 6 : 3
    readonly property int rowCount: strip && !large ? 2 : large ? 3 : 4
    readonly property real cell: Math.floor((width - spacing * (columns - 1)) / columns)

    signal digit(string which)
    signal erase()
    signal next()

    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true
    spacing: Theme.gap

    Repeater {
        model: keypad.large ? ["1", "2", "3", "4", "5", "6", "7", "8", "9", "0", "erase", "next"]
             : keypad.strip ? ["1", "2", "3", "4", "5", "erase", "6", "7", "8", "9", "0", "next"]
             : ["1", "2", "3", "4", "5", "6", "7", "8", "9", "erase", "0", "next"]

        PushButton {
            id: key
            required property string modelData
            readonly property bool typingKey: true
            readonly property bool erases: modelData === "erase"

            main: modelData === "next"
            enabled: !keypad.waiting && (!main || keypad.ready)
            readonly property int cells: !keypad.large ? 1 : main ? 3 : erases ? 2 : 1
            width: cells * keypad.cell + (cells - 1) * keypad.spacing
            height: keypad.rowHeight
            pad: Theme.unit
            centred: true
            text: main ? qsTr("Next") : erases ? "" : modelData
            labelSize: main ? Theme.button * 1.1 : Math.max(7 * Theme.unit, Theme.button)
            Accessible.name: erases ? qsTr("Erase the last digit") : text
            onClicked: {
                if (main)
                    keypad.next()
                else if (erases)
                    keypad.erase()
                else
                    keypad.digit(modelData)
            }

            Icon {
                anchors.centerIn: parent
                visible: key.erases
                size: 8 * Theme.unit
                path: Icons.erase
                tone: key.words
            }
        }
    }
}
