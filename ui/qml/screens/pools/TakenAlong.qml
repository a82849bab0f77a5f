import controls
import drawings

MessagePage {
    id: page

    required property string service
    required property var until
    required property bool keeps
    required property int seconds

    readonly property BackByWords term: BackByWords {}
    readonly property var said: page.stage.services[service] ?? ({ name: "" })

    sign: "done"
    scene: Scenes.shut
    complete: true
    headline: keeps || !until ? qsTr("All yours") : term.said(until, false)
    explained: keeps || !until ? said.name : qsTr("Scan its label here, or show who you are and choose “Bring back”.")

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
