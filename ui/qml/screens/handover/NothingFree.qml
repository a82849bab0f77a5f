import controls
import drawings

MessagePage {
    id: page

    required property string size
    required property string text
    required property bool chilled

    sign: "wait"
    scene: Scenes.keepIt
    headline: chilled && size === "" ? qsTr("No chilled door is free now")
            : chilled ? qsTr("No chilled door of size %1 is free").arg(size)
                      : qsTr("No door of size %1 is free").arg(size)
    explained: chilled ? qsTr("All are taken, or not at the right temperature. Please keep this parcel with you.")
                       : qsTr("Larger ones are taken too. Please keep this parcel with you.")
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
