import controls

MessagePage {
    id: page

    required property string word

    sign: Match.of(word, { "not_kept too_slow": "wait", "kept forgotten forgotten_tonight": "done" })
    headline: Match.of(word, {
        kept: qsTr("Your face is saved"),
        not_kept: qsTr("That didn't work this time"),
        too_slow: qsTr("The camera is too slow, or it is too dark"),
        "forgotten forgotten_tonight": qsTr("Your face data has been deleted")
    })
    explained: Match.of(word, {
        kept: qsTr("Next time, look at the camera when we ask for your code."),
        "not_kept too_slow": qsTr("Nothing was saved. Your code works as before."),
        forgotten: qsTr("Your code works as before."),
        forgotten_tonight: qsTr("The backups are erased by tomorrow. Your code works as before.")
    })

    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Continue")
            onClicked: page.answered("ok", "")
        }
    }
}
