import QtQuick
import theme

/** The chosen door as the one button to press, and the doors before and after it: what a touch on a plan does, low
    and by keys. */
Item {
    id: picker

    required property var labels
    required property string chosen
    property string sub
    /** Its answer is not to be given by a key too many. */
    property bool grave: false

    signal chose(string label)
    signal picked(string label)

    function besides(step: int): void {
        const at = labels.indexOf(chosen)
        picker.chose(labels[(at + step + labels.length) % labels.length])
    }

    implicitHeight: Math.max(it.implicitHeight, Theme.target)

    PushButton {
        id: before
        anchors { left: parent.left; top: parent.top; bottom: parent.bottom }
        width: Theme.target
        Icon { anchors.centerIn: parent; size: 6.5 * Theme.unit; path: Icons.back; tone: before.words }
        Accessible.name: qsTr("Door before")
        onClicked: picker.besides(-1)
    }
    PushButton {
        id: it
        anchors {
            left: before.right; leftMargin: Theme.gap
            right: after.left; rightMargin: Theme.gap
            top: parent.top; bottom: parent.bottom
        }
        main: true
        grave: picker.grave
        labelSize: Theme.question
        text: qsTr("Door %1").arg(picker.chosen)
        sub: picker.sub
        sign: Icons.forward
        onClicked: picker.picked(picker.chosen)
    }
    PushButton {
        id: after
        anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
        width: Theme.target
        Icon { anchors.centerIn: parent; size: 6.5 * Theme.unit; path: Icons.forward; tone: after.words }
        Accessible.name: qsTr("Door after")
        onClicked: picker.besides(1)
    }
}
