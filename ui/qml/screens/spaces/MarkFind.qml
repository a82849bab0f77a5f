import controls

MessagePage {
    id: page

    required property string code
    required property string label

    sign: "info"
    headline: qsTr("Write this number on it")
    explained: qsTr("Whoever rented door %1 can ask for their things by this number.").arg(label)

    asks: GivenCode {
        code: page.code
        secret: false
    }
    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Done")
            onClicked: page.answered("ok", "")
        }
    }
}
