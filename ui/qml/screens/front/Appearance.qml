pragma ComponentBehavior: Bound

import QtQuick
import theme
import controls

/** Larger, lower, read aloud: all that somebody may wish of the screen. Each choice shows what it does. */
Page {
    id: page

    required property int text
    required property bool contrast
    required property bool reach
    required property bool slower
    required property bool fewer
    required property bool left_hand
    required property bool has_digits
    required property bool digits
    required property bool can_speak
    required property bool speech

    wideActs: true

    shows: Row {
        topPadding: Theme.landscape ? 0 : 6 * Theme.unit
        spacing: 4 * Theme.unit

        Icon {
            id: figure
            size: (Theme.landscape ? 14 : 18) * Theme.unit
            path: Icons.access
            tone: Theme.accentText
        }
        Headline {
            width: page.viewWidth - figure.width - parent.spacing
            text: qsTr("Larger, lower, read aloud")
            sub: qsTr("These settings stay until you are done.")
        }
    }
    acts: Column {
        id: all
        spacing: Theme.gap

        Row {
            id: sizes
            width: parent.width
            spacing: Theme.gap
            /** All of one height: that of the largest sample. */
            readonly property real tallest: Math.max(Theme.target, ...Array.from(children, one => one.needed ?? 0))

            Repeater {
                model: [100, 150, 200]

                PushButton {
                    id: one
                    required property int modelData
                    readonly property bool chosen: modelData === page.text

                    width: Math.floor((sizes.width - 2 * sizes.spacing) / 3)
                    height: sizes.tallest
                    readonly property real needed: letters.height + 2 * Theme.unit
                    main: chosen
                    checkable: true
                    checked: chosen
                    Accessible.role: Accessible.RadioButton
                    //: Spoken by a screen reader; %1 is a size like 150 %.
                    Accessible.name: qsTr("Text size %1").arg(percent.text)
                    onToggled: checked = Qt.binding(() => one.chosen)
                    onClicked: page.answered("text_" + modelData, "")

                    Row {
                        id: letters
                        anchors.centerIn: parent
                        height: Math.max(sample.implicitHeight, percent.implicitHeight)
                        spacing: 1.6 * Theme.unit

                        Phrase {
                            id: sample
                            objectName: "sampled"
                            anchors.verticalCenter: parent.verticalCenter
                            //: A large and a small letter: what words of this size look like.
                            text: qsTr("Aa")
                            bounded: false
                            tone: one.words
                            font.pixelSize: 5 * Theme.unit * one.modelData / 100
                            font.weight: Font.DemiBold
                            spoken: false
                        }
                        Phrase {
                            id: percent
                            anchors.verticalCenter: parent.verticalCenter
                            //: A size of text in percent.
                            text: qsTr("%1 %").arg(Theme.figure(one.modelData))
                            size: Theme.note
                            bounded: false
                            tone: one.words
                            spoken: false
                        }
                    }
                }
            }
        }
        Choices {
            width: parent.width
            uprightColumns: 2
            landscapeColumns: 3
            stripColumns: 3

            Wish {
                visible: page.can_speak
                shape: "aloud"
                text: qsTr("Read aloud")
                on: page.speech
                onClicked: page.answered("speech", "")
            }
            Wish {
                shape: "contrast"
                text: qsTr("High contrast")
                on: page.contrast
                onClicked: page.answered("contrast", "")
            }
            Wish {
                shape: "low"
                text: qsTr("Seated height")
                on: page.reach
                onClicked: page.answered("reach", "")
            }
            Wish {
                shape: "time"
                text: qsTr("More time")
                on: page.slower
                onClicked: page.answered("slower", "")
            }
            Wish {
                shape: "calm"
                text: qsTr("Fewer motions")
                on: page.fewer
                onClicked: page.answered("fewer", "")
            }
            Wish {
                shape: "left"
                text: qsTr("Left hand")
                on: page.left_hand
                onClicked: page.answered("left_hand", "")
            }
            Wish {
                visible: page.has_digits
                shape: "digits"
                text: qsTr("Local digits")
                on: page.digits
                onClicked: page.answered("digits", "")
            }
            PushButton {
                main: true
                centred: true
                text: qsTr("Done")
                onClicked: page.answered("done", "")
            }
        }
    }
}
