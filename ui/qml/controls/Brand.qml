import QtQuick
import theme

/** Whose machine this is: the operator's logo and name, as the site file says them; nothing where it says none. */
Item {
    id: brand

    property string name
    property string logo

    visible: name !== "" || logo !== ""
    implicitHeight: visible ? 9 * Theme.unit : 0

    Row {
        anchors { left: parent.left; verticalCenter: parent.verticalCenter }
        spacing: 2.5 * Theme.unit

        // A logo is drawn for a light ground: it has one at night too.
        Rectangle {
            visible: picture.status === Image.Ready
            width: picture.width + (Theme.dark ? 3 * Theme.unit : 0)
            height: 9 * Theme.unit
            radius: Theme.dark ? Theme.unit : 0
            color: Theme.dark ? "#F7F5F0" : "transparent"

            Image {
                id: picture
                objectName: "logo"
                anchors.centerIn: parent
                height: 9 * Theme.unit - (Theme.dark ? 2 * Theme.unit : 0)
                width: Math.min(0.6 * brand.width, implicitHeight > 0 ? implicitWidth * height / implicitHeight : 0)
                source: brand.logo
                sourceSize.height: Math.ceil(height)
                fillMode: Image.PreserveAspectFit
                mipmap: true
                Accessible.role: Accessible.Graphic
                Accessible.name: brand.name
                Accessible.ignored: brand.name !== ""
            }
        }
        Phrase {
            anchors.verticalCenter: parent.verticalCenter
            text: brand.name
            size: Theme.body * 1.1
            strong: true
            bounded: false
        }
    }
}
