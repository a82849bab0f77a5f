import controls

MessagePage {
    id: page

    required property string word

    sign: Match.of(word, { "not_kept too_slow": "wait", "kept forgotten forgotten_tonight": "done" })
    headline: Match.of(word, {
        kept: qsTr("The machine knows you now"),
        not_kept: qsTr("It did not work this time"),
        too_slow: qsTr("The camera is too slow, or it is too dark"),
        "forgotten forgotten_tonight": qsTr("Your face is forgotten")
    })
    explained: Match.of(word, {
        kept: qsTr("Next time look at the camera when your code is asked for."),
        "not_kept too_slow": qsTr("Nothing was kept. Your code works as before."),
        forgotten: qsTr("The numbers are destroyed. Your code works as before."),
        forgotten_tonight: qsTr("The numbers are destroyed, and by tomorrow in every backup.")
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
