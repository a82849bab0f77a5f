import controls
import drawings

DigitsPage {
    required property int digits
    required property bool lost_phone

    count: digits
    scan: !lost_phone
    instead: lost_phone ? "" : qsTr("I don't have my phone")
    insteadAnswer: "lost_phone"
    scene: lost_phone ? Scenes.typingSlip : Scenes.typingNow
    headline: lost_phone ? qsTr("Your recovery code") : qsTr("The code on your phone")
    explained: lost_phone ? qsTr("Type its %n digits. The code works once.", "", digits)
                          : qsTr("Type the %n digits that your app shows now.", "", digits)
}
