import controls
import drawings

MessagePage {
    id: page

    required property bool tried

    sign: "wait"
    scene: Scenes.later
    headline: tried ? qsTr("No other door is free") : qsTr("No door is free now")
    explained: tried ? qsTr("The door you tried was no good, and we have been told. Please keep your things with you.")
                     : qsTr("Please come back later.")
    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("OK")
            onClicked: page.answered("ok", "")
        }
    }
}
