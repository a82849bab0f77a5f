pragma ComponentBehavior: Bound

import QtQuick
import theme
import "match.js" as Match

/** A wish that is on or off, with a small screen before its words that shows what it does. */
Toggle {
    id: wish

    /** What the small screen shows: aloud, contrast, low, time, calm, left or digits. */
    property string shape
    readonly property bool wide: shape === "left"

    leadRoom: 15 * Theme.unit
    pad: 3 * Theme.unit

    component Bar: Rectangle {
        radius: Theme.hairline
        color: screen.ink
    }
    component Sign: Icon {
        anchors.centerIn: parent
        size: 6.4 * Theme.unit
        tone: screen.ink
        weight: 1.8
    }

    Rectangle {
        id: screen
        objectName: "sampled"
        readonly property bool stark: wish.shape === "contrast" && wish.on
        readonly property color ink: stark ? "#FFE600" : Theme.ink
        readonly property real u: Theme.unit

        x: wish.mirrored ? wish.width - wish.leftPadding - width : wish.leftPadding
        anchors.verticalCenter: parent.verticalCenter
        width: 12 * u
        height: 10 * u
        radius: 1.4 * u
        color: stark ? "#000000" : Theme.paper
        border.width: Theme.hairline
        border.color: stark ? "#FFFFFF" : Theme.edge

        // Words above, and what is touched below them or, for a low hand, at the very bottom.
        Item {
            anchors.fill: parent
            visible: wish.shape === "low"

            Bar { x: 1.6 * screen.u; y: 1.6 * screen.u; width: 6 * screen.u; height: 0.7 * screen.u }
            Bar {
                x: 1.6 * screen.u
                y: (wish.on ? 7.2 : 3.4) * screen.u
                width: 8.8 * screen.u; height: 1.5 * screen.u
                color: Theme.accentText
            }
        }
        // What is touched at the right, or at the left.
        Item {
            anchors.fill: parent
            visible: wish.shape === "left"

            Bar {
                x: (wish.on !== Theme.mirrored ? 6.8 : 1.6) * screen.u
                y: 2.4 * screen.u; width: 3.4 * screen.u; height: 0.7 * screen.u
            }
            Bar {
                x: (wish.on || Theme.mirrored ? 1.6 : 6.8) * screen.u
                y: 5.2 * screen.u; width: 3.6 * screen.u; height: 3 * screen.u
                color: Theme.accentText
            }
        }
        Text {
            anchors.centerIn: parent
            visible: ["contrast", "digits"].includes(wish.shape)
            text: !visible ? "" : Match.of(wish.shape, {
                //: A large and a small letter, to show what words look like.
                contrast: qsTr("Aa"),
                digits: wish.on ? Theme.figure(123) : "123"
            })
            color: screen.ink
            font.pixelSize: 5 * screen.u
            font.weight: Font.DemiBold
            Accessible.ignored: true
        }
        Sign { visible: wish.shape === "aloud"; path: wish.on ? Icons.sound : Icons.silent }
        // An hour glass of thirds: one of them is the usual time.
        Item {
            anchors.fill: parent
            visible: wish.shape === "time"

            Icon {
                x: 3.4 * screen.u; y: 1.2 * screen.u
                size: 5 * screen.u
                path: Icons.clock
                tone: screen.ink
                weight: 2
            }
            Repeater {
                model: 3

                Bar {
                    required property int index
                    x: (1.5 + 3.1 * index) * screen.u; y: 7.2 * screen.u
                    width: 2.8 * screen.u; height: 1.2 * screen.u
                    visible: index === 0 || wish.on
                    color: Theme.accentText
                }
            }
        }
        // A page that comes in, or stands.
        Item {
            anchors.fill: parent
            visible: wish.shape === "calm"

            Bar {
                x: (wish.on ? 2.6 : 5) * screen.u; y: 2 * screen.u
                width: (wish.on ? 6.8 : 5.4) * screen.u; height: 6 * screen.u
                color: Theme.accentText
            }
            Repeater {
                model: wish.on ? 0 : 3

                Bar {
                    required property int index
                    x: 1.4 * screen.u; y: (2.6 + 2 * index) * screen.u
                    width: (index === 1 ? 2.9 : 2.2) * screen.u; height: 0.6 * screen.u
                }
            }
        }
    }
}
