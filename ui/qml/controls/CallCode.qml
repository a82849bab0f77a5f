import QtQuick
import theme

/** A code that a telephone reads, black on white in every palette, its modules on whole pixels. */
Rectangle {
    id: code

    property string source

    visible: source !== ""
    color: "#FFFFFF"
    radius: Theme.unit
    Accessible.ignored: true

    Image {
        objectName: "callCode"
        anchors.centerIn: parent
        readonly property int whole: implicitWidth > 0 ? Math.max(1, Math.floor(code.width / implicitWidth)) : 1
        width: implicitWidth * whole
        height: width
        source: code.source
        smooth: false
    }
}
