pragma ComponentBehavior: Bound

import QtQuick
import controls
import drawings
import theme

MessagePage {
    id: page

    required property int count
    required property bool given
    required property bool can_give
    required property var waiting
    readonly property int most: Theme.landscape ? 3 : 5

    function since(hours: int): string {
        return hours < 0 ? "" : hours < 1 ? qsTr("since just now")
             : hours < 24 ? qsTr("for %n hours", "", hours) : qsTr("for %n days", "", Math.floor(hours / 24))
    }

    scene: Scenes.waiting
    headline: qsTr("%n parcels wait for you", "", count)
    explained: given ? qsTr("Somebody else has a code, too.") : ""

    asks: Column {
        visible: page.waiting.length > 0
        spacing: Theme.unit

        Repeater {
            model: page.waiting.slice(0, page.most)

            Rectangle {
                id: row
                required property var modelData
                width: parent?.width ?? 0
                height: Math.max(10 * Theme.unit, number.implicitHeight + 2 * Theme.unit)
                radius: Theme.radius
                color: Theme.card
                border.width: Theme.hairline
                border.color: Theme.line
                Accessible.role: Accessible.StaticText
                Accessible.name: [qsTr("Door %1").arg(modelData.label), modelData.size, page.since(modelData.hours)].filter(one => one).join(", ")

                Phrase {
                    id: number
                    anchors { left: parent.left; leftMargin: 4 * Theme.unit; verticalCenter: parent.verticalCenter }
                    bounded: false
                    spoken: false
                    text: row.modelData.label
                    size: Theme.question
                    strong: true
                    tone: Theme.accentText
                }
                Phrase {
                    anchors { left: parent.left; leftMargin: 26 * Theme.unit; verticalCenter: parent.verticalCenter }
                    bounded: false
                    spoken: false
                    text: row.modelData.size
                    strong: true
                }
                Phrase {
                    anchors { right: parent.right; rightMargin: 4 * Theme.unit; verticalCenter: parent.verticalCenter }
                    bounded: false
                    spoken: false
                    text: page.since(row.modelData.hours)
                    tone: Theme.quiet
                }
            }
        }
        Phrase {
            width: parent.width
            text: page.waiting.length > page.most ? qsTr("and %n more", "", page.waiting.length - page.most) : ""
            tone: Theme.quiet
        }
    }
    acts: Choices {
        stripColumns: 2

        PushButton {
            main: true
            lead: Icons.door
            text: page.count > 1 ? qsTr("Open one door after another") : qsTr("Open the door")
            sign: Icons.forward
            onClicked: page.answered("open", "")
        }
        PushButton {
            visible: page.can_give && !page.given
            lead: Icons.person
            text: qsTr("Let somebody else collect")
            sign: Icons.forward
            onClicked: page.answered("give", "")
        }
        PushButton {
            visible: page.given
            lead: Icons.undo
            text: qsTr("Cancel the code")
            onClicked: page.answered("take_back", "")
        }
    }
}
