import controls
import drawings

MessagePage {
    id: page

    required property string label
    required property var place

    sign: "wait"
    scene: Scenes.calling
    headline: qsTr("Please call us now")
    explained: qsTr("We know that you need help at door %1. This page stays until somebody closes the door.").arg(label)
    asks: CallCard {
        machine: page.stage.machine
        visit: page.stage.visit
        word: page.stage.word
        phone: page.stage.phone
        code: page.stage.callCode
    }
    acts: Choices {
        PushButton {
            text: qsTr("Let others use the screen")
            sub: qsTr("Touch “Door %1 is still open” to come back here").arg(page.label)
            onClicked: page.answered("others", "")
        }
    }
}
