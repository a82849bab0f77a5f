import "../controls"

MessagePage {
    id: page

    required property string word

    sign: word === "not_kept" || word === "too_slow" ? "wait" : "done"
    headline: {
        switch (word) {
        case "kept": return qsTr("The machine knows you now")
        case "not_kept": return qsTr("It did not work this time")
        case "too_slow": return qsTr("The camera is too slow, or it is too dark")
        }
        return qsTr("Your face is forgotten")
    }
    explained: {
        switch (word) {
        case "kept": return qsTr("Next time look at the camera when your code is asked for.")
        case "not_kept":
        case "too_slow": return qsTr("Nothing was kept. Your code works as before.")
        case "forgotten": return qsTr("The numbers are destroyed. Your code works as before.")
        }
        return qsTr("The numbers are destroyed, and by tomorrow in every backup.")
    }

    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Continue")
            onClicked: page.answered("ok", "")
        }
    }
}
