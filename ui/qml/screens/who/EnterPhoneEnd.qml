import QtQuick
import controls
import drawings

DigitsPage {
    count: 4
    scene: Scenes.typingPhone
    headline: qsTr("Your phone number")
    explained: qsTr("Type the last four digits of the number that got the message.")
}
