pragma ComponentBehavior: Bound

import QtQuick
import theme

/** The quiet row, the same on every screen: back, language, help, and what makes it larger, lower or read aloud.
    Turned around for a left hand; two rows where words are large and the window upright. */
Item {
    id: row

    property bool canGoBack: false
    property string languageName
    property bool manyLanguages: true
    /** At home nothing is behind, and what makes the screen larger, lower or read aloud has its words. */
    property bool atHome: false
    readonly property int places: manyLanguages ? 4 : 3
    readonly property int inRow: Theme.bottomRows > 1 ? 2 : places
    readonly property real cell: (atHome && inRow > 2 ? 0.85 : 1) * Math.floor((buttons.width - (inRow - 1) * buttons.spacing) / inRow)

    signal back()
    signal overlay(string name)

    implicitHeight: Theme.bottomRow

    /** What is being pressed was meant for the screen before: it does nothing any more. */
    function letGo(): void {
        buttons.enabled = false
        buttons.enabled = true
    }

    // What slides in from below comes from behind it, and is not touched through it.
    MouseArea { anchors.fill: parent }
    Rectangle {
        anchors.fill: parent
        color: Theme.paper
    }
    Rectangle {
        width: parent.width
        height: Theme.hairline
        color: Theme.line
    }
    Flow {
        id: buttons
        anchors {
            left: parent.left; leftMargin: Theme.margin
            right: parent.right; rightMargin: Theme.margin
            verticalCenter: parent.verticalCenter
        }
        spacing: Theme.gap
        layoutDirection: Theme.leftHand !== Theme.mirrored ? Qt.RightToLeft : Qt.LeftToRight
        LayoutMirroring.enabled: false

        component Quiet: PushButton {
            width: row.cell
            height: Theme.least
            quiet: true
            centred: true
        }

        Item {
            visible: !row.atHome
            width: row.cell
            height: Theme.least

            Quiet {
                visible: row.canGoBack
                lead: Icons.back
                text: qsTr("Back")
                onClicked: row.back()
            }
        }
        Quiet {
            visible: row.manyLanguages
            lead: Icons.globe
            text: row.languageName
            //: Spoken by a screen reader; %1 is the language that is chosen now.
            Accessible.name: qsTr("Language: %1").arg(row.languageName)
            onClicked: row.overlay("Languages")
        }
        Quiet {
            // Alone in the first of two rows.
            width: row.atHome && row.inRow === 2 && !row.manyLanguages ? buttons.width : row.cell
            lead: Icons.help
            text: qsTr("Help")
            onClicked: row.overlay("Help")
        }
        Quiet {
            width: !row.atHome ? row.cell
                : row.inRow === 2 ? buttons.width
                : buttons.width - (row.places - 2) * (row.cell + buttons.spacing)
            lead: Icons.access
            //: A large and a small letter: the button for all that makes the screen larger, lower or read aloud.
            text: row.atHome ? Accessible.name : qsTr("Aa")
            Accessible.name: qsTr("Larger, lower, read aloud")
            onClicked: row.overlay("Appearance")
        }
    }
}
