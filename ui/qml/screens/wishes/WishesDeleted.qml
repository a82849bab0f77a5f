import controls
import drawings

MessagePage {
    id: page

    sign: "done"
    scene: Scenes.deleted
    headline: qsTr("Your saved settings have been deleted")
    explained: qsTr("The backups are erased by tomorrow.")

    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Continue")
            onClicked: page.answered("ok", "")
        }
    }
}
