pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts
import QtQuick.Templates as T

/** The simulated cabinet: its front to scale, and beside it the shelf, the hand's tools and the plugs. */
Window {
    id: window

    required property var hands
    property string tool: "hand"
    /** What the column beside the front shows: the things at hand, or the cabinet's senses and lines. */
    property string side: "things"
    readonly property bool turns: hands.senses.any || hands.power.any

    width: 1180
    height: 860
    minimumWidth: 900
    minimumHeight: 640
    title: "Cabinet " + hands.machine
    color: Ink.paper

    component Heading: Text {
        font.pixelSize: Ink.note
        font.weight: Font.DemiBold
        font.capitalization: Font.AllUppercase
        font.letterSpacing: 0.8
        color: Ink.quiet
        Accessible.role: Accessible.Heading
        Accessible.name: text
    }

    RowLayout {
        anchors.fill: parent
        anchors.margins: Ink.margin
        spacing: Ink.margin

        Front {
            Layout.fillWidth: true
            Layout.fillHeight: true
            hands: window.hands
            tool: window.tool
        }
        ColumnLayout {
            Layout.preferredWidth: 400
            Layout.maximumWidth: 400
            Layout.fillHeight: true
            spacing: Ink.gap

            Text {
                Layout.fillWidth: true
                text: window.tool === "jam" ? "Click a door to jam its lock, or to free it."
                    : window.tool === "pry" ? "Click a closed door to open it without a command."
                    : "Click an open door to close it, and a parcel to take it."
                font.pixelSize: Ink.title
                font.weight: Font.DemiBold
                lineHeight: 1.1
                color: Ink.ink
                wrapMode: Text.Wrap
            }
            Row {
                spacing: 8
                Repeater {
                    model: [{ name: "hand", text: "Hand" }, { name: "jam", text: "Jam a lock" },
                            { name: "pry", text: "Crowbar" }]
                    Act {
                        required property var modelData
                        text: modelData.text
                        checked: window.tool === modelData.name
                        onClicked: window.tool = modelData.name
                    }
                }
            }
            Item { Layout.preferredHeight: 4 }
            Row {
                visible: window.turns
                spacing: 8
                Repeater {
                    model: [{ name: "things", text: "In your hands" }, { name: "cabinet", text: "The cabinet" }]
                    Act {
                        required property var modelData
                        text: modelData.text
                        checked: window.side === modelData.name
                        onClicked: window.side = modelData.name
                    }
                }
            }
            Heading {
                visible: !window.turns
                text: "In your hands"
            }
            T.Pane {
                visible: !window.turns || window.side === "things"
                Layout.fillWidth: true
                Layout.fillHeight: true
                clip: true

                ListView {
                    anchors.fill: parent
                    spacing: Ink.gap
                    model: window.hands.shelf
                    boundsBehavior: Flickable.StopAtBounds
                    reuseItems: false

                    delegate: ShelfCard {
                        required property var modelData
                        width: ListView.view.width
                        hands: window.hands
                        item: modelData
                    }
                }
                Text {
                    visible: window.hands.shelf.length === 0
                    text: "Nothing: no parcels and no phones."
                    font.pixelSize: Ink.body
                    color: Ink.quiet
                }
            }
            Heading {
                visible: window.hands.power.any && window.side === "cabinet"
                text: "Power"
            }
            Supplies {
                visible: window.hands.power.any && window.side === "cabinet"
                Layout.fillWidth: true
                power: window.hands.power
            }
            Heading {
                visible: window.hands.senses.any && window.side === "cabinet"
                text: "Senses"
            }
            Senses {
                visible: window.hands.senses.any && window.side === "cabinet"
                Layout.fillWidth: true
                senses: window.hands.senses
            }
            Heading {
                visible: !window.turns || window.side === "cabinet"
                text: "Lines"
            }
            Repeater {
                model: !window.turns || window.side === "cabinet" ? window.hands.buses.length : 0

                RowLayout {
                    id: line
                    required property int index
                    readonly property var now: window.hands.buses[index]
                    Layout.fillWidth: true
                    spacing: Ink.gap

                    Rectangle {
                        implicitWidth: 12
                        implicitHeight: 12
                        radius: line.now.plugged ? 6 : 2
                        color: line.now.plugged ? "#0B7A43" : Ink.stop
                    }
                    Text {
                        Layout.fillWidth: true
                        text: line.now.name + (line.now.plugged ? ": plugged in" : ": unplugged")
                        font.pixelSize: Ink.body
                        color: Ink.ink
                    }
                    Act {
                        text: line.now.plugged ? "Unplug" : "Plug in"
                        Accessible.name: text + " " + line.now.name
                        onClicked: window.hands.plug(line.now.name)
                    }
                }
            }
            Item {
                visible: window.turns && window.side === "cabinet"
                Layout.fillHeight: true
            }
            Rectangle {
                Layout.fillWidth: true
                implicitHeight: 1
                color: Ink.line
            }
            Repeater {
                model: window.hands.news.slice(0, 3)

                Text {
                    required property string modelData
                    required property int index
                    Layout.fillWidth: true
                    text: modelData
                    font.pixelSize: Ink.note
                    color: index === 0 ? Ink.ink : Ink.quiet
                    elide: Text.ElideRight
                }
            }
        }
    }
}
