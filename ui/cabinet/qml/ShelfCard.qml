pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

/** A parcel or a phone to hold before a reader, or to put into an open compartment. */
Rectangle {
    id: card

    required property var hands
    required property var item

    readonly property bool held: hands.held === item.text

    implicitHeight: lines.implicitHeight + 24
    radius: Ink.radius
    color: Ink.card
    border.width: held ? 2 : 1
    border.color: held ? Ink.accent : Ink.line

    Item {
        id: picture
        x: 14
        anchors.verticalCenter: parent.verticalCenter
        width: 44
        height: 52

        Parcel {
            visible: card.item.parcel
            enabled: false
            anchors.verticalCenter: parent.verticalCenter
            width: 44
            height: 34
            text: card.item.text
            Accessible.ignored: true
        }
        Rectangle {
            visible: !card.item.parcel
            anchors.centerIn: parent
            width: 30
            height: 52
            radius: 5
            color: Ink.ink

            Rectangle {
                anchors.fill: parent
                anchors.margins: 3
                radius: 2
                color: "#F5F2EA"
            }
            Grid {
                anchors.centerIn: parent
                columns: 3
                spacing: 2
                Repeater {
                    model: 9
                    Rectangle {
                        required property int index
                        width: 5
                        height: 5
                        color: index === 5 || index === 7 ? "transparent" : Ink.ink
                    }
                }
            }
        }
    }
    ColumnLayout {
        id: lines
        anchors { left: picture.right; leftMargin: 14; right: parent.right; rightMargin: 14 }
        anchors.verticalCenter: parent.verticalCenter
        spacing: 6

        Text {
            Layout.fillWidth: true
            text: card.item.caption
            font.pixelSize: Ink.body
            font.weight: Font.DemiBold
            color: Ink.ink
            wrapMode: Text.Wrap
        }
        Text {
            Layout.fillWidth: true
            text: card.item.text
            font.pixelSize: Ink.note
            color: Ink.quiet
            elide: Text.ElideMiddle
        }
        Flow {
            Layout.fillWidth: true
            spacing: 8

            Act {
                visible: card.hands.hasScanner
                text: "Scan"
                Accessible.name: "Hold before the scanner: " + card.item.caption
                onClicked: card.hands.scan(card.item.index)
            }
            Act {
                visible: card.hands.hasCamera
                checked: card.held
                text: card.held ? "Put down" : "Show to the camera"
                Accessible.name: text + ": " + card.item.caption
                onClicked: card.hands.show(card.item.index)
            }
            Repeater {
                model: card.item.parcel ? card.hands.openDoors : []

                Act {
                    required property string modelData
                    text: "Put into " + modelData
                    Accessible.name: text + ": " + card.item.caption
                    onClicked: card.hands.put(card.item.index, modelData.split("/")[0])
                }
            }
        }
    }
}
