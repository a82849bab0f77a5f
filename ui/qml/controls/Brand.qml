import QtQuick
import theme

/** Whose machine this is, large, for home: the operator's logo and name, and a picture below them; nothing where the
    site file says none. It is as high as `implicitHeight`; the picture gives way down to nothing where `room` is less. */
Item {
    id: brand

    property string name
    property string logo
    property string picture
    /** How high it may become. */
    property real room: 60 * Theme.unit

    readonly property bool titled: name !== "" || logo !== ""
    readonly property real title: titled ? 9 * Theme.unit : 0
    readonly property real aspect: banner.status === Image.Ready && banner.implicitHeight > 0
        ? banner.implicitWidth / banner.implicitHeight : 0
    readonly property real below: titled ? 3 * Theme.unit : 0
    /** Less than this is no picture any more. */
    readonly property real least: 12 * Theme.unit
    readonly property real high: aspect > 0 ? Math.min(width / aspect, room - title - below) : 0
    readonly property bool pictured: high >= least

    visible: titled || pictured
    implicitHeight: title + (pictured ? below + high : 0)

    Row {
        anchors.left: parent.left
        height: brand.title
        spacing: 2.5 * Theme.unit

        Logo {
            id: sign
            anchors.verticalCenter: parent.verticalCenter
            height: 9 * Theme.unit
            widest: (brand.name ? 0.4 : 0.8) * brand.width
            source: brand.logo
            name: brand.name ? "" : qsTr("The operator's logo")
        }
        Phrase {
            anchors.verticalCenter: parent.verticalCenter
            // Beside a logo a long name takes two lines.
            width: Math.min(natural + 1, brand.width - (sign.visible ? sign.width + parent.spacing : 0))
            text: brand.name
            size: Theme.body * 1.1
            strong: true
        }
    }
    Image {
        id: banner
        objectName: "brandPicture"
        anchors { bottom: parent.bottom; left: parent.left }
        visible: brand.pictured
        height: brand.high
        width: height * brand.aspect
        source: brand.picture
        sourceSize.width: Math.ceil(Theme.shortSide)
        fillMode: Image.PreserveAspectFit
        mipmap: true
        Accessible.ignored: true
    }
}
