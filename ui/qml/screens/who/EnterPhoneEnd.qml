import QtQuick
import controls

DigitsPage {
    count: 4
    headline: qsTr("Your phone number")
    explained: qsTr("Type the last four digits of the number that got the message.")
}
