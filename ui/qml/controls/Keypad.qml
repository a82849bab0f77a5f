pragma ComponentBehavior: Bound

import QtQuick
import theme

/** Digits, erase and next: three a row, or six where they lie in one strip. Never mirrored. */
Grid {
    id: keypad

    property bool ready: false
    property bool waiting: false
    property real rowHeight: Theme.target
    readonly property bool strip: Theme.reach && Theme.landscape
    readonly property real cell: (width - spacing * (columns - 1)) / columns

    signal digit(string which)
    signal erase()
    signal next()

    LayoutMirroring.enabled: false
    LayoutMirroring.childrenInherit: true
    columns: strip ? 6 : 3
    spacing: Theme.gap

    Repeater {
        model: keypad.strip ? ["1", "2", "3", "4", "5", "erase", "6", "7", "8", "9", "0", "next"]
                            : ["1", "2", "3", "4", "5", "6", "7", "8", "9", "erase", "0", "next"]

        PushButton {
            id: key
            required property string modelData
            readonly property bool typingKey: true
            readonly property bool erases: modelData === "erase"

            main: modelData === "next"
            enabled: !keypad.waiting && (!main || keypad.ready)
            width: keypad.cell
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
