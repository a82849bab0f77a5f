import QtQuick
import theme

/** When the screen goes home by itself: a bar that gets shorter, or where nothing moves the seconds. */
Item {
    id: bar

    required property int seconds
    property color tone: Theme.ink
    property int remaining: seconds

    visible: seconds > 0
    implicitHeight: Theme.motion ? Theme.unit : words.implicitHeight

    Rectangle {
        visible: Theme.motion
        width: parent.width
        height: Theme.unit
        radius: height / 2
        color: "transparent"
        border.width: Theme.hairline
        border.color: bar.tone

        Rectangle {
            x: bar.LayoutMirroring.enabled ? parent.width - width : 0
            height: parent.height
            radius: height / 2
            color: bar.tone
            width: part * parent.width
            property real part: 1

            NumberAnimation on part {
                running: Theme.motion && bar.visible
                to: 0
                duration: bar.seconds * 1000
            }
        }
    }
    Phrase {
        id: words
        width: parent.width
        visible: !Theme.motion
        text: qsTr("This page closes in %n seconds.", "", bar.remaining)
        size: Theme.note * 1.07
        tone: bar.tone
    }
    Timer {
        running: !Theme.motion && bar.visible && bar.remaining > 1
        interval: 1000
        repeat: true
        onTriggered: bar.remaining -= 1
    }
}
