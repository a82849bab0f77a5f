import controls

MessagePage {
    id: page

    sign: "done"
    headline: qsTr("Your saved settings have been deleted")
    explained: qsTr("Backups follow by tomorrow.")

    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Continue")
            onClicked: page.answered("ok", "")
        }
    }
}
