import QtQuick
import controls
import drawings

MessagePage {
    id: page

    required property string code
    required property int count
    required property int hours

    scene: Scenes.giving
    headline: qsTr("Give this code to one person")
    explained: qsTr("Opens %n parcels, once.", "", count) + " " + qsTr("Valid for %n hours. You can cancel it here.", "", hours)

    asks: GivenCode { code: page.code }
    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Done")
            onClicked: page.answered("ok", "")
        }
    }
}
