import controls
import drawings

MessagePage {
    id: page

    required property string label
    required property int seconds

    sign: "done"
    scene: Scenes.shut
    number: label
    complete: true
    headline: qsTr("Thank you")
    explained: qsTr("Door %1 is no longer yours. Your code no longer opens it.").arg(label)

    asks: GoesHome { seconds: page.seconds }
    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Done")
            onClicked: page.answered("ok", "")
        }
    }
}
