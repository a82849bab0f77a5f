import theme
import controls

MessagePage {
    id: page

    required property string standing
    required property string text
    required property int length
    required property string kind

    steady: true
    sign: Match.of(standing, { read: "done", waits: "info", "unreadable gone black": "wait" })
    signPath: Match.of(standing, { waits: Icons.scanner, "read unreadable gone black": "" })
    headline: Match.of(standing, {
        read: qsTr("The scanner read a code"),
        unreadable: qsTr("The scanner sent something unreadable"),
        waits: qsTr("Scan any code"),
        "gone black": qsTr("Scanner not connected")
    })
    explained: Match.of(standing, {
        read: qsTr("Compare this with the printed code. Scan another one if you like."),
        unreadable: qsTr("Check its baud rate, its line ending and that it sends UTF-8, then scan again."),
        waits: qsTr("Scan a parcel, a badge or a phone. The result appears here."),
        "gone black": qsTr("Check its cable and power. This page continues when the scanner is back.")
    })
    asks: ReadCard {
        text: page.text
        length: page.length
        kind: page.kind
    }
    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Done")
            onClicked: page.answered("back", "")
        }
    }
}
