pragma ComponentBehavior: Bound

import QtQuick
import controls
import theme

MessagePage {
    id: page

    required property string code
    required property string token

    headline: qsTr("Pass this code on")
    explained: code === "" ? qsTr("Take a photo and send it. The code opens the door once.")
                           : qsTr("Take a photo and send it, or tell them the digits. The code opens the door once.")
    picture: Component {
        Item {
            CallCode {
                anchors.centerIn: parent
                width: Math.min(parent.width, parent.height, 60 * Theme.unit)
                height: width
                source: page.stage.qrOf(page.token)
            }
        }
    }

    asks: NumberCard {
        visible: page.code !== ""
        number: page.code
        secret: true
    }
    acts: Choices {
        PushButton {
            main: true
            text: qsTr("Open the door")
            sub: qsTr("I have the code.")
            sign: Icons.forward
            onClicked: page.answered("ok", "")
        }
    }
}
