import QtQuick
import controls
import theme
import drawings

MessagePage {
    id: page

    required property string parcel

    scene: Scenes.numbered
    headline: qsTr("Write this number on the parcel")
    explained: qsTr("Large and on the outside: we know the parcel by it.")

    asks: NumberCard { number: page.parcel }
    acts: Choices {
        PushButton {
            main: true
            text: qsTr("Open the door")
            sub: qsTr("The number is on it.")
            sign: Icons.forward
            onClicked: page.answered("ok", "")
        }
    }
}
