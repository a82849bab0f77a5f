import QtQuick
import theme

/** The kiosk's window. */
Window {
    id: window

    required property var stage

    width: 1080
    height: 1920
    title: "Cubby"
    color: Theme.paper

    StageView {
        anchors.fill: parent
        stage: window.stage
    }
}
