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
        read: qsTr("The scanner has read a code"),
        unreadable: qsTr("The scanner sent something unreadable"),
        waits: qsTr("Scan any code"),
        "gone black": qsTr("The scanner is not there")
    })
    explained: Match.of(standing, {
        read: qsTr("Compare it with what is printed. Scan another one whenever you like."),
        unreadable: qsTr("Check its speed, its line end and that it sends UTF-8, then scan again."),
        waits: qsTr("A parcel, a badge or a phone: what is read appears here."),
        "gone black": qsTr("Check its cable and its supply. This page goes on by itself when it is back.")
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
