import controls
import drawings
import theme

DigitsPage {
    id: page

    required property string audience
    required property int digits
    required property var others
    required property string problem
    required property int wait
    required property int or_digits

    readonly property string otherKind: others.length > 0 ? others[0] : ""

    count: digits
    other: or_digits
    waitFor: problem === "wait" ? wait : 0
    scan: true
    instead: qsTr("I don't have the code")
    insteadSign: Icons.cross
    insteadAnswer: "without"
    scene: Scenes.next(Match.of(audience, { staff: Scenes.typingStaff, visitor: Scenes.typing }))
    headline: Match.of(audience, {
        staff: qsTr("Now type your staff code"),
        visitor: qsTr("Now type your code")
    })
    explained: or_digits > 0 ? qsTr("Type the digits from your message: %1 or %2.").arg(Theme.figure(or_digits)).arg(Theme.figure(digits)) : asked
    readonly property string asked: Match.of(otherKind, {
        "token offline": qsTr("One more step: type %n digits, or hold the QR code up to the scanner.", "", digits),
        badge: qsTr("One more step: type %n digits, or hold your badge to the reader.", "", digits),
        face: qsTr("One more step: type %n digits, or look into the camera.", "", digits),
        "pin totp delegation": only,
        "": only
    })
    readonly property string only: Match.of(audience, {
        staff: qsTr("One more step: type the %n digits of your code.", "", digits),
        visitor: qsTr("One more step: type the %n digits from your message.", "", digits)
    })
    notice: waitLeft > 0 ? qsTr("There were many attempts here.") : Match.of(problem, {
        "none wait": "",
        clock: qsTr("We can't check this code right now."),
        not_found: qsTr("That doesn't match your first code.")
    })
    noticeSub: waitLeft > 0 ? qsTr("You can type again in %n seconds.", "", waitLeft) : Match.of(problem, {
        "none wait": "",
        clock: qsTr("Your parcel is safe. Use the digits from your message, or call us."),
        not_found: qsTr("Check it and try again.")
    })
}
