import QtQuick
import theme

/** An operator's logo, as high as it is told to be and at most `widest`. One that can't be drawn takes no room. */
Rectangle {
    id: place

    required property string source
    /** What a screen reader calls it, where its name does not stand beside it. */
    property string name
    property real widest: 60 * Theme.unit

    // A logo is drawn for a light ground: it has one at night too.
    readonly property real rim: Theme.dark ? Math.round(0.1 * height) : 0

    visible: drawn.status === Image.Ready
    width: visible ? drawn.width + 3 * rim : 0
    radius: Theme.dark ? Theme.unit : 0
    color: Theme.dark ? "#F7F5F0" : "transparent"

    Image {
        id: drawn
        objectName: "logo"
        anchors.centerIn: parent
        height: Math.min(place.height - 2 * place.rim,
                         implicitWidth > 0 ? place.widest * implicitHeight / implicitWidth : place.height)
        width: implicitHeight > 0 ? implicitWidth * height / implicitHeight : 0
        source: place.source
        sourceSize.height: Math.ceil(place.height)
        fillMode: Image.PreserveAspectFit
        mipmap: true
        Accessible.role: Accessible.Graphic
        Accessible.name: place.name
        Accessible.ignored: place.name === ""
    }
}
