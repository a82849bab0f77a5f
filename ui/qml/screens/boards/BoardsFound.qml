pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

MessagePage {
    id: page

    required property string bank
    required property string maker
    required property int needed
    required property var found
    required property var crowds
    required property bool garbled
    required property string lost

    readonly property string name: "\u2068" + bank + "\u2069"
    readonly property string make: "\u2068" + maker.replace(/-/g, "\u2011") + "\u2069"
    readonly property var fit: found.filter(board => board.fits)
    readonly property var small: found.filter(board => !board.fits)

    sign: fit.length > 0 ? "done" : "wait"
    headline: {
        if (fit.length > 0)
            return qsTr("%n new boards answer", "", fit.length)
        if (lost !== "")
            return qsTr("The search ended early")
        return small.length > 0 ? qsTr("The new board is too small") : qsTr("No new board answers")
    }
    explained: {
        if (fit.length > 1)
            return qsTr("Choose the one that replaces board %1.").arg(name)
        if (fit.length === 1)
            return qsTr("This board replaces board %1: its doors are re-read, and the site file is changed.").arg(name)
        if (lost !== "")
            return qsTr("Check the adapter and its cable: %1").arg("\u2068" + lost + "\u2069")
        if (small.length > 0)
            return qsTr("This board has too few channels for the doors.")
        if (crowds.length > 0)
            return qsTr("More than one board answers at address %1. Disconnect all but one.").arg(crowds[0])
        if (garbled)
            return qsTr("Replies are garbled. Only another %1 fits here. Check the wiring (A and B swapped?).").arg(make)
        return qsTr("Check its power and wires, and that no other board has its address. Only another %1 fits here.").arg(make)
    }
    asks: Column {
        spacing: 2 * Theme.unit

        Repeater {
            model: page.small

            Phrase {
                required property var modelData
                width: parent.width
                text: qsTr("The board at address %1 has %n channels; board %2 needs %3.", "", modelData.channels).arg(modelData.address).arg(page.name).arg(page.needed)
            }
        }
    }
    acts: Choices {
        stripColumns: 3

        PushButton {
            lead: Icons.search
            text: qsTr("Search again")
            onClicked: page.answered("again", "")
        }
        Repeater {
            model: page.fit

            PushButton {
                required property var modelData
                main: page.fit.length === 1
                grave: true
                text: qsTr("Use board at address %1").arg(modelData.address)
                sub: modelData.channels > 0 ? qsTr("%n channels", "", modelData.channels) : ""
                sign: Icons.forward
                onClicked: page.answered("picked", String(modelData.address))
            }
        }
    }
}
