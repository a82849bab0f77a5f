import QtQuick
import controls
import drawings
import theme

DigitsPage {
    id: page

    required property string audience
    required property int digits
    required property string problem
    required property int wait
    required property bool can_scan
    required property bool camera
    required property string face
    required property bool badges
    required property int or_digits

    count: digits
    other: or_digits
    waitFor: problem === "wait" ? wait : 0
    scan: camera
    scene: Match.of(audience, { staff: Scenes.typingStaff, visitor: Scenes.typing })
    headline: Match.of(audience, { staff: qsTr("Your staff code"), visitor: qsTr("Your code") })
    explained: Match.of(audience, {
        staff: badges ? qsTr("Type its %n digits, or hold your badge to the reader.", "", digits)
             : can_scan ? qsTr("Type its %n digits, or hold your badge up to the scanner.", "", digits)
                        : qsTr("Type its %n digits.", "", digits),
        visitor: or_digits > 0 ? qsTr("Type the digits from your message: %1 or %2.").arg(Theme.figure(or_digits)).arg(Theme.figure(digits)) : faced
    })
    readonly property string faced: Match.of(face, {
        slow: qsTr("The camera is too slow, or it is too dark. Please type your code."),
        unknown: qsTr("The camera doesn't recognise you. Type the %n digits from your message.", "", digits),
        open: can_scan ? qsTr("%n digits from your message, the QR code, or a look into the camera.", "", digits)
                       : qsTr("%n digits from your message, or a look into the camera.", "", digits),
        none: shown
    })
    readonly property string shown: {
        if (badges)
            return can_scan ? qsTr("%n digits from your message, the QR code, or your badge.", "", digits)
                            : qsTr("%n digits from your message, or your badge.", "", digits)
        if (camera)
            return qsTr("%n digits from your message, or hold the QR code up to the camera.", "", digits)
        return can_scan ? qsTr("%n digits from your message, or hold the QR code up to the scanner.", "", digits)
                        : qsTr("%n digits from your message.", "", digits)
    }
    notice: waitLeft > 0 ? qsTr("There were many attempts here.") : Match.of(problem, {
        "none wait": "",
        clock: qsTr("We can't check this code right now."),
        not_found: qsTr("We don't know this code.")
    })
    noticeSub: waitLeft > 0 ? qsTr("You can type again in %n seconds.", "", waitLeft) : Match.of(problem, {
        "none wait": "",
        clock: qsTr("Your parcel is safe. Use the digits from your message, or call us."),
        not_found: qsTr("Check it, and that this is the right locker.")
    })
}
