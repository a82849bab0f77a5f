import "../controls"

MessagePage {
    id: page

    required property string size
    required property string text

    sign: "wait"
    headline: qsTr("No door of size %1 is free").arg(size)
    explained: qsTr("Larger ones are taken too. Please keep this parcel with you.")
    asks: Tag { text: page.text }
    acts: Choices {
        PushButton {
            main: true
            centred: true
            text: qsTr("Keep the parcel")
            onClicked: page.answered("ok", "")
        }
    }
}
