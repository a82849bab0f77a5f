import "../theme"
import "../controls"

MessagePage {
    id: page

    required property string standing
    required property string text
    required property int length
    required property string kind

    steady: true
    sign: standing === "read" ? "done" : standing === "waits" ? "info" : "wait"
    signPath: standing === "waits" ? Icons.scanner : ""
    headline: {
        switch (standing) {
        case "read": return qsTr("The scanner has read a code")
        case "unreadable": return qsTr("The scanner sent something unreadable")
        case "waits": return qsTr("Scan any code")
        }
        return qsTr("The scanner is not there")
    }
    explained: {
        switch (standing) {
        case "read": return qsTr("Compare it with what is printed. Scan another one whenever you like.")
        case "unreadable": return qsTr("Check its speed, its line end and that it sends UTF-8, then scan again.")
        case "waits": return qsTr("A parcel, a badge or a phone: what is read appears here.")
        }
        return qsTr("Check its cable and its supply. This page goes on by itself when it is back.")
    }
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
